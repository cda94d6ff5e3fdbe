using Archivist.Evidence.Problems;
using Archivist.Platform.Problems;
using Archivist.Repository.Crypto;

namespace Archivist.Evidence;

public sealed partial class LedgerFolder
{
    /// <summary>
    /// The checkpoint in force as a note, with the proof that it continues the first <paramref name="older"/> entries (empty from 0). Appenders wait meanwhile: what they replace is not
    /// missed.
    /// </summary>
    internal async Task<(byte[] Note, IReadOnlyList<Digest> Proof)> ProveHeadAsync(long older, CancellationToken cancellationToken)
    {
        using var exclusive = await LockAsync(_folder, _clock, cancellationToken);
        var head = await ReadHeadAsync(CheckpointFile, cancellationToken);
        var note = await ReadNoteAsync(CheckpointFile, cancellationToken);
        ArgumentOutOfRangeException.ThrowIfNegative(older);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(older, head.Size);
        if (older == 0)
            return (note, []);
        var tree = TreeOf(_folder, head.Size);
        var proof = await tree.ProveConsistencyAsync(older, cancellationToken);
        // A proof that damaged tiles falsify would look like a fork to those who are shown it.
        return MerkleTree.VerifyConsistency(older, await tree.RootAsync(0, older, cancellationToken), head.Size, head.Root, proof)
            ? (note, proof)
            : throw new ArchivistException(new LedgerTilesWrong(_folder, head.Size));
    }

    /// <summary>Keeps a note in a file of its own, and one of its signature lines in the checkpoint, if that has still the same text.</summary>
    /// <param name="path">The file, relative to the ledger.</param>
    /// <param name="text">The text of the note.</param>
    /// <param name="signatures">All lines for the file.</param>
    /// <param name="line">The line for the checkpoint.</param>
    /// <param name="isReplaced">True for lines of the checkpoint that it replaces.</param>
    /// <param name="cancellationToken">Stops waiting for the ledger.</param>
    internal async Task KeepSignatureAsync(
        string path, byte[] text, IReadOnlyList<string> signatures, string line, Func<string, bool> isReplaced, CancellationToken cancellationToken)
    {
        using var exclusive = await LockAsync(_folder, _clock, cancellationToken);
        await WriteAsync(path, Checkpoint.Join(text, signatures), cancellationToken);
        var note = await ReadNoteAsync(CheckpointFile, cancellationToken);
        if (!Checkpoint.IsNote(note))
            return;
        var (inForce, lines) = Checkpoint.Split(note);
        if (!inForce.AsSpan().SequenceEqual(text))
            return;
        var joined = Checkpoint.Join(text, [.. lines.Where(other => !isReplaced(other)), line]);
        if (joined.Length <= Checkpoint.MaxBytes)
            await WriteAsync("checkpoint", joined, cancellationToken);
    }
}
