using System.Globalization;
using System.Text.RegularExpressions;
using Archivist.Discs.Catalogue;
using Archivist.Discs.Planning;
using Archivist.Keys.Keyrings;
using Archivist.Operations.Configuration;
using Archivist.Operations.Problems;
using Archivist.Platform.Files;
using Archivist.Platform.Problems;

namespace Archivist.Operations.Discs.Planning;

/// <summary>
/// Where a plan is kept, with copies of what will have changed when its discs are built: the ledger, the catalogue and the keyring as they were at planning.
/// </summary>
internal sealed partial class DiscSetFolder
{
    private const string PlanFile = "plan.json";
    private const string SinglePrefix = "single-";

    private DiscSetFolder(string folder) => Folder = folder;

    internal string Folder { get; }

    internal string Ledger => Path.Combine(Folder, "ledger");

    internal string Catalogue => Path.Combine(Folder, "catalogue");

    internal string KeyringCopy => Path.Combine(Folder, Keyring.FolderName);

    internal bool Exists => FileLookup.IsFile(Path.Combine(Folder, PlanFile));

    /// <summary>The directory of a set, which need not be there.</summary>
    internal static DiscSetFolder Of(ArchivistSettings settings, string name) => SetName().IsMatch(name)
        ? new DiscSetFolder(Path.Combine(settings.Catalogue.Path, "sets", name))
        : throw new ArchivistException(new SetNameInvalid(name));

    /// <summary>The directory of a single disc of the snapshot of that time; other discs of the same snapshot have higher numbers.</summary>
    internal static DiscSetFolder OfSingle(ArchivistSettings settings, DateTimeOffset taken, int number) =>
        Of(settings, string.Create(CultureInfo.InvariantCulture, $"{SinglePrefix}{taken:yyyyMMdd'T'HHmmss'Z'}") + (number == 1 ? "" : $"-{number}"));

    internal async Task<DiscSetPlan> ReadAsync(CancellationToken cancellationToken)
    {
        var path = Path.Combine(Folder, PlanFile);
        return Exists
            ? DiscSetPlan.Read(await File.ReadAllBytesAsync(path, cancellationToken), path)
            : throw new ArchivistException(new SetNotPlanned(Path.GetFileName(Folder)));
    }

    /// <summary>Keeps the plan; the copies are there before it, so that a plan is never without them.</summary>
    internal async Task WriteAsync(DiscSetPlan plan, CancellationToken cancellationToken) =>
        await WriteFileAsync(Path.Combine(Folder, PlanFile), plan.Write(), cancellationToken);

    /// <summary>Copies the ledger, the keyring and the records; what a plan that was not finished has left goes.</summary>
    /// <param name="ledger">The directory of the ledger; null without one.</param>
    /// <param name="keyring">The directory of the keyring, which need not be there.</param>
    /// <param name="records">What the disc records about others.</param>
    /// <param name="cancellationToken">Leaves a part.</param>
    internal async Task FreezeAsync(string? ledger, string keyring, IEnumerable<CataloguedDisc> records, CancellationToken cancellationToken)
    {
        if (FileLookup.IsDirectory(Folder))
            Directory.Delete(Folder, recursive: true);
        DurableFile.CreateDirectory(Folder);
        await FreezeRecordsAsync(records, cancellationToken);
        foreach (var (path, copy) in CopiesOf(ledger, keyring))
            await WriteFileAsync(copy, await File.ReadAllBytesAsync(path, cancellationToken), cancellationToken);
    }

    /// <summary>The copies are of this ledger, this keyring and these records, as they are now.</summary>
    internal async Task<bool> IsFrozenAsync(string? ledger, string keyring, IReadOnlyCollection<CataloguedDisc> records, CancellationToken cancellationToken)
    {
        var expected = records.ToDictionary(record => Path.Combine(Catalogue, $"{record.Id:D}.json"), record => DiscRecordFile.Write(record.AsPlanned()));
        foreach (var (path, copy) in CopiesOf(ledger, keyring))
            expected[copy] = await File.ReadAllBytesAsync(path, cancellationToken);
        var found = new[] { Catalogue, Ledger, KeyringCopy }.Where(FileLookup.IsDirectory).SelectMany(LedgerFiles).ToList();
        if (found.Count != expected.Count)
            return false;
        foreach (var path in found)
        {
            var copy = await File.ReadAllBytesAsync(path, cancellationToken);
            if (!expected.TryGetValue(path, out var content) || !content.AsSpan().SequenceEqual(copy))
                return false;
        }

        return true;
    }

    /// <summary>Adds records to the copies.</summary>
    internal async Task FreezeRecordsAsync(IEnumerable<CataloguedDisc> records, CancellationToken cancellationToken)
    {
        DurableFile.CreateDirectory(Catalogue);
        foreach (var record in records)
            await WriteFileAsync(Path.Combine(Catalogue, $"{record.Id:D}.json"), DiscRecordFile.Write(record.AsPlanned()), cancellationToken);
    }

    /// <summary>What of a ledger's directory goes onto discs, sorted.</summary>
    internal static IEnumerable<string> LedgerFiles(string folder) =>
        Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
            .Where(path => !Path.GetFileName(path).StartsWith('.'))
            .Order(StringComparer.Ordinal);

    /// <summary>The files of a keyring that go onto discs. Where nothing is there, discs carry none.</summary>
    internal static IEnumerable<string> KeyringFiles(string folder) => Keyring.FileNames.Select(name => Path.Combine(folder, name)).Where(FileLookup.IsFile);

    private IEnumerable<(string Path, string Copy)> CopiesOf(string? ledger, string keyring) =>
        (ledger is null ? [] : LedgerFiles(ledger)).Select(path => (path, Path.Combine(Ledger, Path.GetRelativePath(ledger!, path))))
            .Concat(KeyringFiles(keyring).Select(path => (path, Path.Combine(KeyringCopy, Path.GetFileName(path)))));

    private static Task WriteFileAsync(string path, ReadOnlyMemory<byte> content, CancellationToken cancellationToken) =>
        DurableFile.ReplaceAsync(path, content, cancellationToken);

    [GeneratedRegex(@"\A[A-Za-z0-9][A-Za-z0-9._-]{0,62}\z")]
    private static partial Regex SetName();
}
