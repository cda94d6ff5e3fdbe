using Archivist.Evidence.Problems;
using Archivist.Platform.Problems;

namespace Archivist.Evidence;

public sealed partial class LedgerFolder
{
    /// <summary>
    /// Reads the whole ledger and verifies it against the signed head: every entry, every tile, the root, the signature, and that history
    /// still begins as older heads say.
    /// </summary>
    /// <param name="folder">The ledger, or a copy of it on a disc; nothing is written.</param>
    /// <param name="key">The trusted key; from a report or a printout, not from the same directory.</param>
    /// <param name="anchors">Heads from elsewhere that must still hold, in any order.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    public static async Task<LedgerVerification> VerifyAsync(
        string folder, NoteKey key, IReadOnlyCollection<LedgerHead> anchors, CancellationToken cancellationToken)
    {
        while (true)
        {
            var note = await TryReadAsync(Path.Combine(folder, "checkpoint"), Checkpoint.MaxBytes, cancellationToken);
            if (note is null)
                return new LedgerVerification(null, 0, [new LedgerFileUnusable("checkpoint")]);
            if (Checkpoint.Open(note, key, out var fault) is not { } head)
                return new LedgerVerification(null, 0, [new CheckpointInvalid(fault, key.Name, key.Id)]);
            var verification = await VerifyAsync(folder, head, anchors, cancellationToken);
            // An appender may have been at work: only a head that stood still while everything was read gives a verdict.
            var after = await TryReadAsync(Path.Combine(folder, "checkpoint"), Checkpoint.MaxBytes, cancellationToken);
            if (verification.IsGood || (after is not null && after.AsSpan().SequenceEqual(note)))
                return verification;
        }
    }

    /// <summary>
    /// The number of entries that a ledger claims to have, without any verification.
    /// Null when there is none. Nothing is written.
    /// </summary>
    public static async Task<long?> FindSizeAsync(string folder, CancellationToken cancellationToken) =>
        await TryReadAsync(Path.Combine(folder, "checkpoint"), Checkpoint.MaxBytes, cancellationToken) is { } note ? Checkpoint.FindSize(note) : null;

    /// <summary>The number of entries that a checkpoint claims, without any verification; null for anything but a checkpoint.</summary>
    public static long? SizeOf(ReadOnlySpan<byte> checkpoint) => Checkpoint.FindSize(checkpoint);

    private static async Task<LedgerVerification> VerifyAsync(
        string folder, LedgerHead head, IReadOnlyCollection<LedgerHead> anchors, CancellationToken cancellationToken)
    {
        var findings = new List<Problem>();
        var edge = new TileEdge(0, []);
        findings.AddRange(anchors.Where(anchor => anchor.Origin != head.Origin || anchor.Size > head.Size)
            .Select(anchor => new CheckpointOlder(anchor.Size, anchor.Origin, head.Size, head.Origin)));
        var within = anchors.Where(anchor => anchor.Size <= head.Size).ToLookup(anchor => anchor.Size);

        for (var start = 0L; start < head.Size; start += TilePath.Width)
        {
            var width = (int)Math.Min(TilePath.Width, head.Size - start);
            var path = TilePath.Entries(start / TilePath.Width, width);
            var bytes = await TryReadAsync(Path.Combine(folder, path), EntryBundle.MaxBytes, cancellationToken);
            if (bytes is null || EntryBundle.Split(bytes, width) is not { } entries)
            {
                // Nothing after a gap can be held against the root, and a head may claim any size.
                findings.Add(bytes is null ? new LedgerFileUnusable(path) : new LedgerBundleMalformed(path, width));
                return new LedgerVerification(head, edge.Size, findings);
            }

            var leaves = entries.Select(entry => MerkleTree.LeafHash(entry.Span)).ToList();
            var bottom = new TileEdge.FinishedTile(0, start / TilePath.Width, leaves);
            findings.AddRange(await CompareAsync(folder, bottom, start, cancellationToken));
            foreach (var leaf in leaves)
            {
                findings.AddRange(Contradictions());
                foreach (var tile in edge.Add(leaf).Where(tile => tile.Level > 0))
                    findings.AddRange(await CompareAsync(folder, tile, null, cancellationToken));
            }
        }

        foreach (var tile in edge.Unfinished().Where(tile => tile.Level > 0))
            findings.AddRange(await CompareAsync(folder, tile, null, cancellationToken));
        if (edge.Root() != head.Root)
            findings.Add(new CheckpointRootWrong());
        findings.AddRange(Contradictions());
        return new LedgerVerification(head, edge.Size, findings);

        // The heads of the present size with another root.
        IEnumerable<Problem> Contradictions() => within.Contains(edge.Size) && within[edge.Size].Any(anchor => anchor.Root != edge.Root()) ? [new LedgerRewritten(edge.Size)] : [];
    }

    private static async Task<IReadOnlyList<Problem>> CompareAsync(
        string folder, TileEdge.FinishedTile expected, long? firstEntry, CancellationToken cancellationToken)
    {
        if (await ReadTileAsync(folder, expected.Path, expected.Hashes.Count, cancellationToken) is not { } stored)
            return [new LedgerFileUnusable(expected.Path)];
        var wrong = Enumerable.Range(0, stored.Count).Where(i => stored[i] != expected.Hashes[i]);
        return [.. wrong.Select<int, Problem>(i => firstEntry is { } first ? new LedgerEntryWrong(first + i, expected.Path) : new LedgerHashWrong(expected.Path, i))];
    }
}
