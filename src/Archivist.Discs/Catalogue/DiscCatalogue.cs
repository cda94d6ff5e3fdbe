using Archivist.Discs.Problems;
using Archivist.Platform.Files;
using Archivist.Platform.Problems;
using Archivist.Repository.Crypto;
using Archivist.Repository.Ids;

namespace Archivist.Discs.Catalogue;

/// <summary>
/// Every disc that was ever made of one archive: a directory with one file per disc (docs/formats/catalogue.md). A file is replaced as a whole. Writers
/// exclude each other by a lock that the system frees when a process dies; reading takes none. Thread-safe.
/// </summary>
/// <param name="folder">Where the catalogue lies; <c>discs/</c> below it holds the records. Made when something is written.</param>
public sealed class DiscCatalogue(string folder)
{
    private const string KeptFile = "kept";
    /// <summary>A writer holds the lock for the time of one small file.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly string _records = Path.Combine(folder, "discs");

    /// <summary>Where the catalogue lies.</summary>
    public string Folder => folder;

    /// <summary>Receives each record that cannot be read and is skipped; the message names the file and the cause.</summary>
    public Action<ArchivistException>? PassOver { get; init; }

    /// <summary>All records that can be read, by the time of their planning and then by number; <see cref="PassOver"/> receives the others.</summary>
    /// <exception cref="IOException">The directory of the records cannot be looked up or listed.</exception>
    /// <exception cref="UnauthorizedAccessException">The same, for lack of permission.</exception>
    public async Task<IReadOnlyList<CataloguedDisc>> ListAsync(CancellationToken cancellationToken) =>
        (await ReadAllAsync(cancellationToken)).Records;

    /// <summary>
    /// Finds one disc by its id, the beginning of its id (four characters or more), or its label.
    /// </summary>
    /// <exception cref="ArchivistException"><see cref="Failure.Usage"/>: none or several are meant; <see cref="Failure.Tampering"/>: the one that is meant cannot be read.</exception>
    public async Task<CataloguedDisc> FindAsync(string reference, CancellationToken cancellationToken)
    {
        var (records, damaged) = await ReadAllAsync(cancellationToken);
        var found = records.Where(record => string.Equals(record.Label, reference, StringComparison.OrdinalIgnoreCase)).ToList();
        if (found.Count == 1)
            return found[0];
        var hidden = new List<ArchivistException>();
        if (found.Count == 0 && reference.Length >= 4)
        {
            found = [.. records.Where(record => record.Id.ToString().StartsWith(reference, StringComparison.OrdinalIgnoreCase))];
            hidden = [.. damaged.Where(record => record.FileName.StartsWith(reference, StringComparison.OrdinalIgnoreCase)).Select(record => record.Cause)];
        }

        return (found.Count, hidden.Count) switch
        {
            (1, 0) => found[0],
            (0, 1) => throw hidden[0],
            (0, 0) => throw new ArchivistException(new DiscUnknown(reference, damaged.Count > 0)),
            var (whole, unreadable) => throw new ArchivistException(new DiscAmbiguous(reference, whole + unreadable)),
        };
    }

    /// <summary>The disc of that id, without reading any other record; null when the catalogue has none.</summary>
    /// <exception cref="ArchivistException"><see cref="Failure.Tampering"/>: its record is damaged; <see cref="Failure.Failed"/>: it cannot be read.</exception>
    public async Task<CataloguedDisc?> FindAsync(Guid id, CancellationToken cancellationToken)
    {
        var path = Path.Combine(_records, DiscRecordFile.NameOf(id));
        try
        {
            return FileLookup.Find(path) is null ? null : await ReadAsync(path, cancellationToken);
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            throw Unreadable(path, cause);
        }
    }

    /// <summary>The disc whose image has that hash; null when there is none.</summary>
    public async Task<CataloguedDisc?> FindByImageAsync(Digest sha256, CancellationToken cancellationToken) =>
        (await ListAsync(cancellationToken)).LastOrDefault(record => record.Image?.Sha256 == sha256.ToString());

    /// <summary>Adds a disc, or replaces what was planned of it; what was added to it since is kept.</summary>
    public Task<CataloguedDisc> PutAsync(CataloguedDisc planned, CancellationToken cancellationToken) =>
        ChangeAsync(
            planned.Id,
            old => old is null ? planned : planned with
            {
                Image = planned.Image ?? old.Image,
                Burns = old.Burns,
                Readings = old.Readings,
                Moves = old.Moves,
            },
            cancellationToken);

    /// <summary>Records the mastered image.</summary>
    /// <exception cref="ArchivistException">
    /// <see cref="Failure.Usage"/>: the disc is not in the catalogue; <see cref="Failure.RepositoryLocked"/>: another process writes to it.
    /// </exception>
    public Task<CataloguedDisc> RecordImageAsync(Guid id, DiscImageFacts image, CancellationToken cancellationToken) =>
        AddAsync(id, record => record with { Image = image }, cancellationToken);

    /// <summary>Records an attempt at burning the disc.</summary>
    /// <exception cref="ArchivistException">
    /// <see cref="Failure.Usage"/>: the disc is not in the catalogue; <see cref="Failure.RepositoryLocked"/>: another process writes to it.
    /// </exception>
    public Task<CataloguedDisc> RecordBurnAsync(Guid id, DiscBurn burn, CancellationToken cancellationToken) =>
        AddAsync(id, record => record with { Burns = [.. record.Burns, burn] }, cancellationToken);

    /// <summary>Records a reading of the whole disc.</summary>
    /// <exception cref="ArchivistException">
    /// <see cref="Failure.Usage"/>: the disc is not in the catalogue; <see cref="Failure.RepositoryLocked"/>: another process writes to it.
    /// </exception>
    public Task<CataloguedDisc> RecordReadingAsync(Guid id, DiscReading reading, CancellationToken cancellationToken) =>
        AddAsync(id, record => record with { Readings = [.. record.Readings, reading] }, cancellationToken);

    /// <summary>Records that the disc was moved, or has another holder.</summary>
    /// <exception cref="ArchivistException">
    /// <see cref="Failure.Usage"/>: location or holder is not one line of plain text, or the disc is not in the catalogue; <see cref="Failure.RepositoryLocked"/>: another process writes to it.
    /// </exception>
    public Task<CataloguedDisc> RecordMoveAsync(Guid id, DiscMove move, CancellationToken cancellationToken)
    {
        foreach (var text in new[] { move.Place, move.Holder })
        {
            if (text is not null && (text.Length == 0 || !DiscRecordFile.IsLine(text)))
                throw new ArchivistException(new PlaceTextInvalid());
        }

        return AddAsync(id, record => record with { Moves = [.. record.Moves, move] }, cancellationToken);
    }

    /// <summary>
    /// Imports unknown discs from another copy of the catalogue, such as the one on a disc. Returns the number of imported discs.
    /// </summary>
    public async Task<int> MergeAsync(IEnumerable<CataloguedDisc> others, CancellationToken cancellationToken)
    {
        var (records, damaged) = await ReadAllAsync(cancellationToken);
        var known = records.Select(record => record.Id).ToHashSet();
        // A damaged record is of a disc that is known; it is not replaced by one that may know less.
        var names = damaged.Select(record => record.FileName).ToHashSet(StringComparer.Ordinal);
        var added = 0;
        foreach (var other in others.Where(other => !names.Contains(DiscRecordFile.NameOf(other.Id)) && known.Add(other.Id)))
        {
            await PutAsync(other, cancellationToken);
            added++;
        }

        return added;
    }

    /// <summary>The snapshot that holds the catalogue in a given state; null when none is known to.</summary>
    public async Task<SnapshotId?> FindKeptAsync(Digest state, CancellationToken cancellationToken)
    {
        var path = Path.Combine(folder, KeptFile);
        if (!FileLookup.IsFile(path))
            return null;
        var words = (await File.ReadAllTextAsync(path, cancellationToken)).Split((char[])[' ', '\n'], StringSplitOptions.RemoveEmptyEntries);
        return words.Length == 2 && words[0] == state.ToString() && Digest.TryParse(words[1], null, out var snapshot) ? new SnapshotId(snapshot) : null;
    }

    /// <summary>Records that a snapshot of the repository holds the catalogue in that state.</summary>
    public Task RecordKeptAsync(Digest state, SnapshotId snapshot, CancellationToken cancellationToken) =>
        DurableFile.ReplaceAsync(Path.Combine(folder, KeptFile), System.Text.Encoding.ASCII.GetBytes($"{state} {snapshot}\n"), cancellationToken);

    internal static IReadOnlyList<CataloguedDisc> Sort(IEnumerable<CataloguedDisc> records) =>
        [.. records.OrderBy(record => record.PlannedAt).ThenBy(record => record.Set.Id).ThenBy(record => record.Volume).ThenBy(record => record.Id)];

    /// <summary>The same as <see cref="ListAsync"/>, together with what cannot be read.</summary>
    public async Task<CatalogueListing> ReadAllAsync(CancellationToken cancellationToken)
    {
        var records = new List<CataloguedDisc>();
        var damaged = new List<(string, ArchivistException)>();
        if (!FileLookup.IsDirectory(_records))
            return new CatalogueListing(records, damaged);
        foreach (var path in Directory.EnumerateFiles(_records, "*.json").Order(StringComparer.Ordinal))
        {
            try
            {
                records.Add(await ReadAsync(path, cancellationToken));
            }
            catch (Exception cause) when (cause is IOException or UnauthorizedAccessException or ArchivistException { Failure: Failure.Tampering })
            {
                var failure = cause as ArchivistException ?? Unreadable(path, cause);
                damaged.Add((Path.GetFileName(path), failure));
                PassOver?.Invoke(failure);
            }
        }

        return new CatalogueListing(Sort(records), damaged);
    }

    private static ArchivistException Unreadable(string path, Exception cause) =>
        new(new CatalogueRecordUnreadable(path, Cause.Of(cause)), cause);

    private static async Task<CataloguedDisc> ReadAsync(string path, CancellationToken cancellationToken)
    {
        await using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, bufferSize: 0);
        var record = await DiscRecordFile.ReadAsync(file, path, cancellationToken);
        return DiscRecordFile.NameOf(record.Id) == Path.GetFileName(path)
            ? record
            : throw new ArchivistException(new CatalogueRecordMisnamed(path, record.Id));
    }

    private Task<CataloguedDisc> AddAsync(Guid id, Func<CataloguedDisc, CataloguedDisc> change, CancellationToken cancellationToken) =>
        ChangeAsync(
            id,
            old => change(old ?? throw new ArchivistException(new DiscNotInCatalogue(id, folder))),
            cancellationToken);

    private async Task<CataloguedDisc> ChangeAsync(Guid id, Func<CataloguedDisc?, CataloguedDisc> change, CancellationToken cancellationToken)
    {
        DurableFile.CreateDirectory(_records);
        using var held = await LockAsync(cancellationToken);
        var path = Path.Combine(_records, DiscRecordFile.NameOf(id));
        var changed = change(await FindAsync(id, cancellationToken));
        await DurableFile.ReplaceAsync(path, DiscRecordFile.Write(changed), cancellationToken);
        return changed;
    }

    private async Task<IDisposable> LockAsync(CancellationToken cancellationToken) =>
        await FileLock.TryTakeAsync(Path.Combine(folder, ".lock"), Patience, TimeProvider.System, cancellationToken)
        ?? throw new ArchivistException(new CatalogueLocked(folder));
}
