using System.Diagnostics;
using Archivist.Repository;
using Archivist.Repository.Processes;

namespace Archivist.Benchmarks.SideBySide;

/// <summary>One of the two tools, with a folder of its own. Both are used as they come, without tuning flags.</summary>
internal sealed class Contender
{
    private readonly string _tool, _capture;
    private readonly string[] _common;

    private Contender(string tool, string capture, string folder, string[] common)
    {
        _tool = tool;
        _capture = capture;
        Folder = folder;
        _common = [.. common, "--repo", Repository, "--quiet"];
        Directory.CreateDirectory(folder);
    }

    internal string Repository => Path.Combine(Folder, "repository");

    internal string Target => Path.Combine(Folder, "restored");

    private string Folder { get; }

    internal static Contender Restic(string work, string passwordFile)
    {
        var folder = Path.Combine(work, "restic");
        return new("restic", "backup", folder, ["--password-file", passwordFile, "--cache-dir", Path.Combine(folder, "cache")]);
    }

    internal static Contender Archivist(string work, string passwordFile) =>
        new(FindProgram(), "snapshot", Path.Combine(work, "archivist"), ["--password-file", passwordFile]);

    /// <summary>Begins with an empty repository; creating it is not measured.</summary>
    internal async Task BeginAsync(CancellationToken cancellationToken)
    {
        Directory.Delete(Folder, recursive: true);
        Directory.CreateDirectory(Folder);
        (await ToolProcess.RunAsync(Command("init"), cancellationToken)).EnsureSuccess();
    }

    internal Task<Measurement> MeasureAsync(Step step, string source, CancellationToken cancellationToken) =>
        Measurement.TakeAsync(
            step switch
            {
                Step.InitialSnapshot or Step.UnchangedSnapshot => Command(_capture, source),
                Step.ListSnapshots => Command("snapshots"),
                Step.Restore => Command("restore", "latest", "--target", Target),
                Step.CheckReadData => Command("check", "--read-data"),
                _ => throw new UnreachableException(),
            },
            cancellationToken);

    private ToolCommand Command(params string[] words) =>
        new(_tool, [.. words, .. _common]) { Environment = new Dictionary<string, string?> { ["ARCHIVIST_REPOSITORY"] = null, ["RESTIC_REPOSITORY"] = null } };

    private static string FindProgram()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (!File.Exists(Path.Combine(folder.FullName, "Archivist.sln")))
                continue;
            var program = Path.Combine(folder.FullName, "src/Archivist.App/bin/Release/net10.0/archivist");
            return File.Exists(program)
                ? program
                : throw new ArchivistException(Failure.Failed, $"{program}: it is not there") { Hint = "Run: dotnet build -c Release src/Archivist.App" };
        }

        throw new ArchivistException(Failure.Failed, "the benchmarks run from inside the working copy");
    }
}
