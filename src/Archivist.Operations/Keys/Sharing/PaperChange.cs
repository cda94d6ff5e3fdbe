using Archivist.Evidence;
using Archivist.Operations.Archives;

namespace Archivist.Operations.Keys.Sharing;

/// <summary>What a change of keys means for the paper that was handed out.</summary>
/// <param name="Void">What is void from now on.</param>
/// <param name="Valid">Sets whose shares still open the repository, in the order in which they were made.</param>
public sealed record PaperChange(IReadOnlyList<VoidPaper> Void, IReadOnlyList<SharedKeyStatus> Valid)
{
    /// <summary>Nothing is known about paper.</summary>
    public static PaperChange None { get; } = new([], []);

    /// <summary>Takes entries for the ledger, and says what they mean.</summary>
    internal static async Task<PaperChange> EnterAsync(Archive archive, IReadOnlyList<LedgerEntry> entries, CancellationToken cancellationToken)
    {
        var history = await KeyHistory.ReadAsync(await archive.FindLedgerAsync(cancellationToken), cancellationToken);
        var before = history.Void.Count;
        foreach (var entry in entries)
        {
            archive.Enter(entry);
            history.Apply(entry);
        }

        return new PaperChange([.. history.Void.Skip(before)], history.Summarize());
    }
}
