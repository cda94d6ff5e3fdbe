using Archivist.Evidence.Problems;
using Archivist.Platform.Files;
using Archivist.Platform.Problems;
using Archivist.Repository.Crypto;

namespace Archivist.Evidence;

public sealed partial class LedgerFolder
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>One appender at a time, over all processes; the operating system frees the lock of one that died.</summary>
    private static async Task<IDisposable> LockAsync(string folder, TimeProvider clock, CancellationToken cancellationToken) =>
        await FileLock.TryTakeAsync(Path.Combine(folder, ".lock"), Patience, clock, cancellationToken)
        ?? throw new ArchivistException(new LedgerInUse(folder));

    private static void RequireNew(string folder, string keyFile)
    {
        if (IsBegun(folder, keyFile))
            throw new ArchivistException(new LedgerKeyMissing(folder, keyFile));
    }

    private async Task BeginAsync(NoteSigner signer, CancellationToken cancellationToken)
    {
        if (FileLookup.IsDirectory(Path.Combine(_folder, "tile")))
            throw new ArchivistException(new LedgerCheckpointMissing(_folder));
        await WriteAsync("vkey", System.Text.Encoding.UTF8.GetBytes($"{signer.Public}\n"), cancellationToken);
        await PublishAsync(Checkpoint.Sign(new LedgerHead(_origin, 0, MerkleTree.EmptyRoot), signer), cancellationToken);
    }

    /// <summary>
    /// Everything that the checkpoint covers is durable before this is called. The copy beside the key comes first: whatever was
    /// signed is remembered there, so that no second, different history is ever signed.
    /// </summary>
    private async Task PublishAsync(byte[] checkpoint, CancellationToken cancellationToken)
    {
        BeforeWrite(SignedHeadFile);
        await DurableFile.ReplaceAsync(SignedHeadFile, checkpoint, cancellationToken);
        await WriteAsync("checkpoint", checkpoint, cancellationToken);
    }

    /// <summary>
    /// Ends what a killed appender began: a signed head whose tiles are all there is published, and nothing older is accepted.
    /// </summary>
    private async Task<LedgerHead> RecoverAsync(CancellationToken cancellationToken)
    {
        var signed = FileLookup.IsFile(SignedHeadFile) ? await ReadHeadAsync(SignedHeadFile, cancellationToken) : null;
        var published = FileLookup.IsFile(CheckpointFile) ? await ReadHeadAsync(CheckpointFile, cancellationToken) : null;
        if (signed is null && published is not null)
        {
            // The key was moved here without its companion: from now on this head is the anchor.
            await ReadEdgeAsync(published, cancellationToken);
            await DurableFile.ReplaceAsync(
                SignedHeadFile, await ReadNoteAsync(CheckpointFile, cancellationToken), cancellationToken);
            return published;
        }

        if (signed is null || signed == published)
            return published ?? throw new ArchivistException(new LedgerCheckpointMissing(_folder));
        if (published is not null && published.Size == signed.Size)
            throw new ArchivistException(new LedgerForked(_folder, signed.Size));
        if (published is not null && published.Size > signed.Size)
        {
            // The key came back from an older copy of its directory: fine, as long as the newer history continues the older one.
            if (await VerifyAsync(_folder, published, [signed], cancellationToken) is { IsGood: false, Findings: [var first, ..] })
                throw new ArchivistException(new LedgerContradicted(_folder, new Cause.Known(first)));
            await DurableFile.ReplaceAsync(
                SignedHeadFile, await ReadNoteAsync(CheckpointFile, cancellationToken), cancellationToken);
            return published;
        }

        await ReadEdgeAsync(signed, cancellationToken);
        await WriteAsync("checkpoint", await ReadNoteAsync(SignedHeadFile, cancellationToken), cancellationToken);
        return signed;
    }

    private async Task<LedgerHead> ReadHeadAsync(string file, CancellationToken cancellationToken)
    {
        var note = await ReadNoteAsync(file, cancellationToken);
        var head = Checkpoint.Open(note, Key, out var fault);
        if (head is null && !Checkpoint.IsNote(note))
            throw new ArchivistException(new LedgerFileDamaged(_folder, Path.GetFileName(file)));
        return head is null ? throw new ArchivistException(new LedgerUntrusted(_folder, file, fault, Key.Name, Key.Id))
            : head.Origin == _origin ? head
            : throw new ArchivistException(new LedgerForeign(_folder, head.Origin, _origin));
    }

    private async Task<byte[]> ReadNoteAsync(string file, CancellationToken cancellationToken)
    {
        try
        {
            return await DurableFile.ReadAsync(file, Checkpoint.MaxBytes, cancellationToken);
        }
        catch (Exception missing) when (missing is FileNotFoundException or InvalidDataException)
        {
            throw new ArchivistException(new LedgerFileDamaged(_folder, Path.GetFileName(file)));
        }
    }

    /// <summary>Reads the unfinished tiles and verifies them against the signed head.</summary>
    private async Task<TileEdge> ReadEdgeAsync(LedgerHead head, CancellationToken cancellationToken)
    {
        var levels = new List<IReadOnlyList<Digest>>();
        var number = head.Size / TilePath.Width;
        foreach (var width in TileEdge.WidthsAt(head.Size))
        {
            levels.Add(width == 0 ? [] : await ReadTileAsync(_folder, TilePath.Tile(levels.Count, number, width), width, cancellationToken)
                ?? throw new ArchivistException(new LedgerFileDamaged(_folder, TilePath.Tile(levels.Count, number, width))));
            number /= TilePath.Width;
        }

        var edge = new TileEdge(head.Size, levels);
        return edge.Root() == head.Root ? edge : throw new ArchivistException(new LedgerTilesWrong(_folder, head.Size));
    }

    private static async Task<IReadOnlyList<Digest>?> ReadTileAsync(
        string folder, string path, int width, CancellationToken cancellationToken)
    {
        var bytes = await TryReadAsync(Path.Combine(folder, path), width * Digest.Size, cancellationToken);
        if (bytes?.Length != width * Digest.Size)
            return null;
        return [.. bytes.Chunk(Digest.Size).Select(hash => new Digest(hash))];
    }

    private static async Task<byte[]?> TryReadAsync(string path, int limit, CancellationToken cancellationToken)
    {
        try
        {
            return await DurableFile.ReadAsync(path, limit, cancellationToken);
        }
        catch (Exception absent) when (absent is FileNotFoundException or DirectoryNotFoundException or InvalidDataException)
        {
            return null;
        }
    }

    private async Task WriteEntriesAsync(long size, IReadOnlyList<byte[]> entries, CancellationToken cancellationToken)
    {
        var bundle = new List<byte>();
        var width = (int)(size % TilePath.Width);
        var number = size / TilePath.Width;
        if (width > 0)
        {
            var path = TilePath.Entries(number, width);
            var old = await TryReadAsync(Path.Combine(_folder, path), EntryBundle.MaxBytes, cancellationToken);
            if (old is null || EntryBundle.Split(old, width) is null)
                throw new ArchivistException(new LedgerFileDamaged(_folder, path));
            bundle.AddRange(old);
        }

        foreach (var entry in entries)
        {
            EntryBundle.Append(bundle, entry);
            if (++width < TilePath.Width)
                continue;
            await WriteAsync(TilePath.Entries(number, width), bundle.ToArray(), cancellationToken);
            bundle.Clear();
            (width, number) = (0, number + 1);
        }

        if (width > 0)
            await WriteAsync(TilePath.Entries(number, width), bundle.ToArray(), cancellationToken);
    }

    private async Task WriteAsync(string relative, byte[] content, CancellationToken cancellationToken)
    {
        BeforeWrite(relative);
        await DurableFile.ReplaceAsync(Path.Combine(_folder, relative), content, cancellationToken);
    }

    /// <summary>A killed appender may have left tiles beyond the head; a reader that prefers full tiles must not find them.</summary>
    private void RemoveUnpublished(long size)
    {
        var number = size / TilePath.Width;
        var widths = TileEdge.WidthsAt(size);
        for (var level = 0; level == 0 || FileLookup.IsDirectory(Path.Combine(_folder, "tile", $"{level}")); level++, number /= TilePath.Width)
        {
            var width = level < widths.Count ? widths[level] : 0;
            RemoveBeyond(width, number, n => TilePath.Tile(level, n, TilePath.Width));
            if (level == 0)
                RemoveBeyond(width, number, n => TilePath.Entries(n, TilePath.Width));
        }
    }

    /// <summary>Keeps <paramref name="width"/> of tile <paramref name="first"/>, and nothing of those after it.</summary>
    private void RemoveBeyond(int width, long first, Func<long, string> pathOf)
    {
        for (var number = first; ; number++, width = 0)
        {
            var full = Path.Combine(_folder, pathOf(number));
            var partial = new DirectoryInfo(TilePath.PartialFolder(full));
            if (number > first && !FileLookup.IsFile(full) && !FileLookup.IsDirectory(partial.FullName))
                return;
            if (FileLookup.IsFile(full))
                File.Delete(full);
            if (!FileLookup.IsDirectory(partial.FullName))
                continue;
            foreach (var file in partial.EnumerateFiles().Where(file => !int.TryParse(file.Name, out var found) || found > width))
                file.Delete();
            if (width == 0)
                partial.Delete();
        }
    }

    /// <summary>Once a full tile is published its narrower versions may go (C2SP tlog-tiles, "Partial Tiles").</summary>
    private void RemovePartial(string full)
    {
        var partial = Path.Combine(_folder, TilePath.PartialFolder(full));
        BeforeWrite(partial);
        if (FileLookup.IsDirectory(partial))
            Directory.Delete(partial, recursive: true);
    }
}
