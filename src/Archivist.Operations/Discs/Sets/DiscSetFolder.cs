using System.Text.RegularExpressions;
using Archivist.Discs.Catalogue;
using Archivist.Discs.Planning;
using Archivist.Operations.Configuration;
using Archivist.Platform.FileSystem;
using Archivist.Platform.Files;
using Archivist.Platform.Problems;

namespace Archivist.Operations.Discs.Sets;

/// <summary>
/// Where a plan is kept, with copies of what will have changed when its discs are built: the ledger and the catalogue as they were at planning.
/// </summary>
internal sealed partial class DiscSetFolder
{
    private const string PlanFile = "plan.json";

    private DiscSetFolder(string folder) => Folder = folder;

    internal string Folder { get; }

    internal string Ledger => Path.Combine(Folder, "ledger");

    internal string Catalogue => Path.Combine(Folder, "catalogue");

    internal bool Exists => FileLookup.IsFile(Path.Combine(Folder, PlanFile));

    /// <summary>The folder of a set, which need not be there.</summary>
    internal static DiscSetFolder Of(ArchivistSettings settings, string name) => SetName().IsMatch(name)
        ? new DiscSetFolder(Path.Combine(settings.Catalogue.Path, "sets", name))
        : throw new ArchivistException(Failure.Usage, $"--set {name}: it is not a name")
        {
            Hint = "Use at most 63 letters, digits, dots, hyphens and underscores; start with a letter or digit.",
        };

    /// <summary>Names of all plans.</summary>
    internal static IReadOnlyList<string> List(ArchivistSettings settings)
    {
        var folder = Path.Combine(settings.Catalogue.Path, "sets");
        return FileLookup.IsDirectory(folder)
            ? [.. Directory.EnumerateDirectories(folder).Select(path => Path.GetFileName(path)!).Where(name => SetName().IsMatch(name) && Of(settings, name).Exists).Order(StringComparer.Ordinal)]
            : [];
    }

    internal async Task<DiscSetPlan> ReadAsync(CancellationToken cancellationToken)
    {
        var path = Path.Combine(Folder, PlanFile);
        return Exists
            ? DiscSetPlan.Read(await File.ReadAllBytesAsync(path, cancellationToken), path)
            : throw new ArchivistException(Failure.Usage, $"set '{Path.GetFileName(Folder)}': it was not planned") { Hint = "Plan it with 'archivist disc plan --set NAME'." };
    }

    /// <summary>Keeps the plan; the copies are there before it, so that a plan is never without them.</summary>
    internal async Task WriteAsync(DiscSetPlan plan, CancellationToken cancellationToken) =>
        await WriteFileAsync(Path.Combine(Folder, PlanFile), plan.Write(), cancellationToken);

    /// <summary>Copies the ledger and the records; what a plan that was not finished has left goes.</summary>
    internal async Task FreezeAsync(string? ledger, IEnumerable<CataloguedDisc> records, CancellationToken cancellationToken)
    {
        if (FileLookup.IsDirectory(Folder))
            Directory.Delete(Folder, recursive: true);
        DurableFile.CreateDirectory(Folder);
        await FreezeRecordsAsync(records, cancellationToken);
        if (ledger is null)
            return;
        foreach (var path in LedgerFiles(ledger))
        {
            var copy = Path.Combine(Ledger, Path.GetRelativePath(ledger, path));
            await WriteFileAsync(copy, await File.ReadAllBytesAsync(path, cancellationToken), cancellationToken);
        }
    }

    /// <summary>Adds records to the copies.</summary>
    internal async Task FreezeRecordsAsync(IEnumerable<CataloguedDisc> records, CancellationToken cancellationToken)
    {
        DurableFile.CreateDirectory(Catalogue);
        foreach (var record in records)
            await WriteFileAsync(Path.Combine(Catalogue, $"{record.Id:D}.json"), DiscRecordFile.Write(record.AsPlanned()), cancellationToken);
    }

    /// <summary>What of a ledger's folder goes onto discs, sorted.</summary>
    internal static IEnumerable<string> LedgerFiles(string folder) =>
        Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
            .Where(path => !Path.GetFileName(path).StartsWith('.'))
            .Order(StringComparer.Ordinal);

    private static Task WriteFileAsync(string path, ReadOnlyMemory<byte> content, CancellationToken cancellationToken) =>
        DurableFile.ReplaceAsync(path, content, cancellationToken);

    [GeneratedRegex(@"\A[A-Za-z0-9][A-Za-z0-9._-]{0,62}\z")]
    private static partial Regex SetName();
}
