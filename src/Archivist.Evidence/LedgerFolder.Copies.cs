using Archivist.Evidence.Problems;
using Archivist.Platform.Problems;

namespace Archivist.Evidence;

public sealed partial class LedgerFolder
{
    /// <summary>The head that a ledger or a copy claims, verified with its key; null when there is no checkpoint that the key signed. Nothing is written.</summary>
    public static async Task<LedgerHead?> FindHeadAsync(string folder, NoteKey key, CancellationToken cancellationToken) =>
        await FindNoteAsync(folder, cancellationToken) is { } note ? Checkpoint.Open(note, key, out _) : null;

    /// <summary>Compares a head of a copy with a ledger.</summary>
    /// <param name="folder">The ledger; its tiles are read.</param>
    /// <param name="head">Its head.</param>
    /// <param name="copy">The head of the copy, signed by the same key.</param>
    /// <param name="location">Where the copy is.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    /// <returns>Null when the ledger continues the copy; otherwise what is wrong.</returns>
    /// <exception cref="ArchivistException"><see cref="Failure.Tampering"/>: a tile of the ledger is missing or damaged.</exception>
    public static async Task<Problem?> CompareAsync(string folder, LedgerHead head, LedgerHead copy, string location, CancellationToken cancellationToken)
    {
        if (copy.Size > head.Size)
            return new LedgerCopyAhead(location, copy.Size, head.Size);
        var root = await TreeOf(folder, head.Size).RootAsync(0, copy.Size, cancellationToken);
        return root == copy.Root && copy.Origin == head.Origin ? null : new LedgerCopyContradicts(location, copy.Size);
    }

    internal static Task<byte[]?> FindNoteAsync(string folder, CancellationToken cancellationToken) =>
        TryReadAsync(Path.Combine(folder, "checkpoint"), Checkpoint.MaxBytes, cancellationToken);
}
