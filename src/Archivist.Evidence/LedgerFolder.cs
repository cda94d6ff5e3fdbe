using Archivist.Evidence.Problems;
using Archivist.Platform.Files;
using Archivist.Platform.Problems;
using Archivist.Repository.Crypto;

namespace Archivist.Evidence;

/// <summary>
/// An append-only log in a directory: C2SP tlog-tiles with a signed checkpoint. Everything below the directory is public;
/// the signing key lies elsewhere, and beside it the last head that was signed, so that an older copy of the directory is noticed.
/// </summary>
public sealed partial class LedgerFolder
{
    private const int LongestCheckpoint = 64 * 1024;
    private const int LongestAuditFile = 512 * 1024 * 1024;

    private readonly string _folder;
    private readonly string _origin;
    private readonly string _keyFile;
    private readonly TimeProvider _clock;

    private LedgerFolder(string folder, string origin, string keyFile, TimeProvider clock, NoteKey key) =>
        (_folder, _origin, _keyFile, _clock, Key) = (folder, origin, keyFile, clock, key);

    /// <summary>The public key that verifies the ledger's signatures; to be printed and kept away from it.</summary>
    public NoteKey Key { get; }

    /// <summary>Called before each change on disk; tests end the process there.</summary>
    internal Action<string> BeforeWrite { get; init; } = _ => { };

    private string CheckpointFile => Path.Combine(_folder, "checkpoint");

    private string SignedHeadFile => _keyFile + ".head";

    /// <summary>
    /// True when a ledger was begun: a head was signed, or there are entries. An empty directory is none, such as the mount point of a disk that is not plugged in.
    /// </summary>
    /// <exception cref="IOException">It cannot be looked up.</exception>
    public static bool IsBegun(string folder, string keyFile) =>
        FileLookup.Find(keyFile + ".head") is not null
        || FileLookup.Find(Path.Combine(folder, "checkpoint")) is not null || FileLookup.Find(Path.Combine(folder, "tile")) is not null;

    /// <summary>Opens the ledger in a directory, and begins one where there is none.</summary>
    /// <param name="folder">Its directory; made when missing.</param>
    /// <param name="origin">The permanent name of the ledger, without white space and plus: <c>archivist.example/alice-laptop</c>.</param>
    /// <param name="keyFile">The signing key, not below the directory; made with mode 0600 when the ledger is new.</param>
    /// <param name="clock">Measures the wait for another appender.</param>
    /// <param name="cancellationToken">Cancelling leaves a ledger that opens.</param>
    /// <exception cref="ArchivistException">The key is missing or another's, or history went backwards.</exception>
    public static Task<LedgerFolder> OpenAsync(
        string folder, string origin, string keyFile, TimeProvider clock, CancellationToken cancellationToken) =>
        OpenAsync(folder, origin, keyFile, clock, _ => { }, cancellationToken);

    internal static async Task<LedgerFolder> OpenAsync(
        string folder, string origin, string keyFile, TimeProvider clock, Action<string> beforeWrite, CancellationToken cancellationToken)
    {
        if (!NoteKey.IsName(origin))
            throw new ArgumentException("An origin has no white space and no plus.", nameof(origin));
        (folder, keyFile) = (Path.GetFullPath(folder), Path.GetFullPath(keyFile));
        if (keyFile.StartsWith(Path.TrimEndingDirectorySeparator(folder) + Path.DirectorySeparatorChar, StringComparison.Ordinal))
            throw new ArgumentException("The key lies inside the ledger, which is public.", nameof(keyFile));

        if (FileLookup.Find(folder) is null && IsBegun(folder, keyFile))
            throw new ArchivistException(new LedgerMissing(folder, keyFile + ".head"));

        DurableFile.CreateDirectory(folder);
        using var exclusive = await LockAsync(folder, clock, cancellationToken);
        if (!FileLookup.IsFile(keyFile))
        {
            RequireNew(folder, keyFile);
            beforeWrite(keyFile);
            await NoteSigner.CreateAsync(keyFile, origin, cancellationToken);
        }

        using var signer = await NoteSigner.OpenAsync(keyFile, cancellationToken);
        var ledger = new LedgerFolder(folder, origin, keyFile, clock, signer.Public) { BeforeWrite = beforeWrite };
        if (!FileLookup.IsFile(ledger.CheckpointFile) && !FileLookup.IsFile(ledger.SignedHeadFile))
            await ledger.BeginAsync(signer, cancellationToken);
        await ledger.RecoverAsync(cancellationToken);
        return ledger;
    }

    /// <summary>The head that is in force now.</summary>
    public async Task<LedgerHead> ReadHeadAsync(CancellationToken cancellationToken) =>
        await ReadHeadAsync(CheckpointFile, cancellationToken);

    /// <summary>The signed checkpoint that is in force now, as text (C2SP tlog-checkpoint).</summary>
    /// <exception cref="IOException">It cannot be read.</exception>
    public async Task<string> ReadCheckpointAsync(CancellationToken cancellationToken) =>
        System.Text.Encoding.UTF8.GetString(await DurableFile.ReadAsync(CheckpointFile, LongestCheckpoint, cancellationToken));

    /// <summary>Reads an older head that was kept elsewhere: a signed checkpoint in a file, or an audit file with one in its comments.</summary>
    /// <param name="file">The file, such as <c>checkpoint</c> of a copy on a disc.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    /// <exception cref="ArchivistException">It is no checkpoint that the key of this ledger signed.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public Task<LedgerHead> ReadKeptHeadAsync(string file, CancellationToken cancellationToken) => ReadKeptHeadAsync(_folder, Key, file, cancellationToken);

    /// <summary>The same for a ledger or a copy that is not opened.</summary>
    /// <param name="folder">What messages name.</param>
    /// <param name="key">The key of the ledger.</param>
    /// <param name="file">The file, such as <c>checkpoint</c> of a copy on a disc.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    /// <exception cref="ArchivistException">It is no checkpoint that the key signed.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static async Task<LedgerHead> ReadKeptHeadAsync(string folder, NoteKey key, string file, CancellationToken cancellationToken)
    {
        const string Mark = "# head: ";
        var note = await DurableFile.ReadAsync(file, LongestAuditFile, cancellationToken);
        if (note.AsSpan().StartsWith("#mtree\n"u8))
        {
            var lines = System.Text.Encoding.UTF8.GetString(note).Split('\n').Where(line => line.StartsWith(Mark, StringComparison.Ordinal)).Select(line => line[Mark.Length..]);
            note = System.Text.Encoding.UTF8.GetBytes(string.Join('\n', lines));
        }

        return Checkpoint.Open(note, key, out var fault) ?? throw new ArchivistException(new LedgerUntrusted(folder, file, fault, key.Name, key.Id));
    }

    /// <summary>One entry as it was written: UTF-8 JSON. Reads only its bundle.</summary>
    /// <param name="folder">The ledger, or a copy of it.</param>
    /// <param name="index">The number of the entry, from 0.</param>
    /// <param name="size">The number of entries under the head in force.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    /// <exception cref="ArchivistException"><see cref="Failure.Tampering"/>: its bundle is missing or damaged (<see cref="LedgerFileDamaged"/>).</exception>
    public static async Task<ReadOnlyMemory<byte>> ReadEntryAsync(string folder, long index, long size, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, size);
        var number = index / TilePath.Width;
        var width = (int)Math.Min(TilePath.Width, size - number * TilePath.Width);
        var path = Path.Combine(folder, TilePath.Entries(number, width));
        var bytes = await TryReadAsync(path, EntryBundle.MaxBytes, cancellationToken);
        return bytes is not null && EntryBundle.Split(bytes, width) is { } entries
            ? entries[(int)(index % TilePath.Width)]
            : throw new ArchivistException(new LedgerFileDamaged(folder, path));
    }

    /// <summary>Adds one entry; when this returns it is durable and covered by a signed head.</summary>
    public Task<LedgerHead> AppendAsync(LedgerEntry entry, CancellationToken cancellationToken) =>
        AppendAsync([entry], cancellationToken);

    /// <summary>Adds entries under one new head; when this returns they are durable and covered by a signed head.</summary>
    /// <exception cref="ArchivistException">
    /// <see cref="Failure.WrongKey"/>: the key file was replaced (<see cref="LedgerKeyReplaced"/>); otherwise another process holds the ledger, or it is damaged.
    /// </exception>
    public async Task<LedgerHead> AppendAsync(IReadOnlyList<LedgerEntry> entries, CancellationToken cancellationToken)
    {
        var encoded = entries.Select(LedgerJson.ToBytes).ToList();
        if (encoded.Any(entry => entry.Length > EntryBundle.MaxEntry))
            throw new ArgumentException($"An entry is longer than {EntryBundle.MaxEntry} bytes.", nameof(entries));
        using var exclusive = await LockAsync(_folder, _clock, cancellationToken);
        using var signer = await NoteSigner.OpenAsync(_keyFile, cancellationToken);
        if (signer.Public != Key)
            throw new ArchivistException(new LedgerKeyReplaced(_folder));
        var head = await RecoverAsync(cancellationToken);
        if (encoded.Count == 0)
            return head;
        var edge = await ReadEdgeAsync(head, cancellationToken);
        RemoveUnpublished(head.Size);

        await WriteEntriesAsync(head.Size, encoded, cancellationToken);
        var finished = encoded.SelectMany(entry => edge.Add(MerkleTree.LeafHash(entry))).ToList();
        foreach (var tile in finished.Concat(edge.Unfinished()))
            await WriteAsync(tile.Path, tile.ToBytes(), cancellationToken);

        var grown = new LedgerHead(_origin, edge.Size, edge.Root());
        await PublishAsync(Checkpoint.Sign(grown, signer), cancellationToken);
        foreach (var tile in finished)
        {
            RemovePartial(tile.Path);
            if (tile.Level == 0)
                RemovePartial(TilePath.Entries(tile.Number, TilePath.Width));
        }

        return grown;
    }

    /// <summary>Every entry as it was written, in order: UTF-8 JSON.</summary>
    /// <exception cref="ArchivistException"><see cref="Failure.Tampering"/>: a file is missing or damaged (<see cref="LedgerFileDamaged"/>).</exception>
    public static async IAsyncEnumerable<ReadOnlyMemory<byte>> ReadEntriesAsync(
        string folder, long size, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        for (var start = 0L; start < size; start += TilePath.Width)
        {
            foreach (var entry in await ReadBundleAsync(folder, start, size, cancellationToken))
                yield return entry;
        }
    }

    /// <summary>The same from the newest entry to the oldest: who asks for the last of its kind seldom reads more than one file.</summary>
    /// <exception cref="ArchivistException"><see cref="Failure.Tampering"/>: a file is missing or damaged (<see cref="LedgerFileDamaged"/>).</exception>
    public static async IAsyncEnumerable<ReadOnlyMemory<byte>> ReadNewestFirstAsync(
        string folder, long size, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        for (var start = (size - 1) / TilePath.Width * TilePath.Width; start >= 0 && size > 0; start -= TilePath.Width)
        {
            foreach (var entry in (await ReadBundleAsync(folder, start, size, cancellationToken)).Reverse())
                yield return entry;
        }
    }

    private static async Task<IReadOnlyList<ReadOnlyMemory<byte>>> ReadBundleAsync(string folder, long start, long size, CancellationToken cancellationToken)
    {
        var width = (int)Math.Min(TilePath.Width, size - start);
        var path = Path.Combine(folder, TilePath.Entries(start / TilePath.Width, width));
        return await TryReadAsync(path, EntryBundle.MaxBytes, cancellationToken) is { } bytes && EntryBundle.Split(bytes, width) is { } entries
            ? entries : throw new ArchivistException(new LedgerFileDamaged(folder, path));
    }

    /// <summary>
    /// The hashes that prove entry number <paramref name="index"/> under a head (RFC 6962 2.1.1); check with <see cref="MerkleTree.VerifyInclusion"/>.
    /// Reads only the tiles that are needed; nothing is written.
    /// </summary>
    /// <param name="folder">The ledger, or a copy of it.</param>
    /// <param name="index">The number of the entry, from 0.</param>
    /// <param name="size">The number of entries under the head, which is the one in force: earlier partial tiles may be gone.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    /// <exception cref="ArchivistException"><see cref="Failure.Tampering"/>: a tile is missing or damaged (<see cref="LedgerFileDamaged"/>).</exception>
    public static Task<IReadOnlyList<Digest>> ProveInclusionAsync(
        string folder, long index, long size, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, size);
        return TreeOf(folder, size).ProveInclusionAsync(index, cancellationToken);
    }

    /// <summary>
    /// The hashes that prove that the first <paramref name="older"/> entries are the same under both heads (RFC 6962 2.1.2); check with
    /// <see cref="MerkleTree.VerifyConsistency"/>. Reads only the tiles that are needed; nothing is written.
    /// </summary>
    /// <param name="folder">The ledger, or a copy of it.</param>
    /// <param name="older">The number of entries under the older head, from 1 to <paramref name="size"/>.</param>
    /// <param name="size">The number of entries under the head in force.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    /// <exception cref="ArchivistException"><see cref="Failure.Tampering"/>: a tile is missing or damaged (<see cref="LedgerFileDamaged"/>).</exception>
    public static Task<IReadOnlyList<Digest>> ProveConsistencyAsync(
        string folder, long older, long size, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(older, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(older, size);
        return TreeOf(folder, size).ProveConsistencyAsync(older, cancellationToken);
    }

    private static TileTree TreeOf(string folder, long size) =>
        new(folder, size, (path, width, cancellationToken) => ReadTileAsync(folder, path, width, cancellationToken));
}
