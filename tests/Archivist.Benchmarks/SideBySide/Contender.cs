using System.Diagnostics;
using Archivist.Platform.FileSystem;
using Archivist.Platform.Problems;
using Archivist.Platform.Processes;

namespace Archivist.Benchmarks.SideBySide;

/// <summary>One of the two tools, with a folder of its own. Both are used as they come; only one step has a flag.</summary>
internal sealed class Contender
{
    private readonly string _tool, _capture;
    private readonly string[] _common, _fastest;

    private Contender(string tool, string capture, string folder, string[] common, string[] fastest)
    {
        _fastest = fastest;
        _tool = tool;
        _capture = capture;
        Folder = folder;
        _common = [.. common, "--quiet"];
        Directory.CreateDirectory(folder);
    }

    internal string Repository => Path.Combine(Folder, "repository");

    internal string Target => Path.Combine(Folder, "restored");

    private string Folder { get; }

    private bool IsArchivist => _fastest.Length > 0;

    internal static Contender Restic(string work, string passwordFile)
    {
        var folder = Path.Combine(work, "restic");
        return new("restic", "backup", folder, ["--password-file", passwordFile, "--cache-dir", Path.Combine(folder, "cache")], []);
    }

    internal static Contender Archivist(string work, string passwordFile) =>
        new(FindProgram(), "snapshot", Path.Combine(work, "archivist"), ["--password-file", passwordFile], ["--compression", "fastest"]);

    /// <summary>Begins with an empty repository; creating it is not measured.</summary>
    internal async Task BeginAsync(CancellationToken cancellationToken)
    {
        Directory.Delete(Folder, recursive: true);
        Directory.CreateDirectory(Folder);
        (await ToolProcess.RunAsync(Command(Repository, "init"), cancellationToken)).EnsureSuccess();
    }

    internal async Task<Measurement> MeasureAsync(Step step, SourceData source, CancellationToken cancellationToken)
    {
        var repository = step is Step.FastestSnapshot ? Path.Combine(Folder, "fastest") : Repository;
        if (step is Step.FastestSnapshot)
            (await ToolProcess.RunAsync(Command(repository, "init"), cancellationToken)).EnsureSuccess();
        var measurement = await Measurement.TakeAsync(
            step switch
            {
                Step.InitialSnapshot or Step.UnchangedSnapshot or Step.ChangedSnapshot => Command(repository, [_capture, .. SourceOf(source)]),
                Step.FastestSnapshot => Command(repository, [_capture, .. SourceOf(source), .. _fastest]),
                Step.ListSnapshots => Command(repository, "snapshots"),
                Step.Restore => Command(repository, "restore", "latest", "--target", Target),
                Step.CheckReadData => Command(repository, "check", "--read-data"),
                _ => throw new UnreachableException(),
            },
            cancellationToken) with
        {
            RepositoryBytes = SourceData.Of("", repository).Bytes,
        };
        if (step is Step.FastestSnapshot)
            Directory.Delete(repository, recursive: true);
        return measurement;
    }

    private string[] SourceOf(SourceData source) =>
        source.IsImage && IsArchivist ? ["--block", Path.Combine(source.Folder, "disk.img")] : [source.Folder];

    private ToolCommand Command(string repository, params string[] words) =>
        new(_tool, [.. words, .. _common, "--repo", repository]) { Environment = new Dictionary<string, string?> { ["ARCHIVIST_REPOSITORY"] = null, ["RESTIC_REPOSITORY"] = null } };

    internal static string FindProgram()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (!File.Exists(Path.Combine(folder.FullName, "Archivist.sln")))
                continue;
            var program = Path.Combine(folder.FullName, "src/Archivist.App/bin/Release/net10.0/archivist");
            return File.Exists(program)
                ? program
                : throw BenchmarkProblem.Of(Failure.Failed, $"{program}: it is not there", "Run: dotnet build -c Release src/Archivist.App");
        }

        throw BenchmarkProblem.Of(Failure.Failed, "the benchmarks run from inside the working copy");
    }
}
