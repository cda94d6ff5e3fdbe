using Archivist.Evidence;
using Archivist.Operations.Archives;

namespace Archivist.Operations.Keys.Sharing;

/// <summary>Keys that were shared on paper and still open the repository, as the ledger says. Not thread-safe.</summary>
internal sealed class SharedKeys
{
    private readonly List<LedgerEntry.SharesMade> _made = [];
    private readonly Dictionary<(string Set, string Share), DateTimeOffset> _tested = [];
    private readonly Dictionary<string, string> _sheets = [];
    private readonly HashSet<string> _sheetsRead = [];

    /// <summary>Reads the ledger as far as it can be read.</summary>
    internal static async Task<SharedKeys> ReadAsync(ArchiveLedger ledger, CancellationToken cancellationToken)
    {
        var keys = new SharedKeys();
        await foreach (var entry in ledger.TryReadAsync(cancellationToken))
        {
            switch (entry)
            {
                case LedgerEntry.SharesMade made:
                    keys._made.Add(made);
                    break;
                case LedgerEntry.ShareTested tested:
                    keys.Note(tested.Set, tested.Share, tested.Time);
                    break;
                case LedgerEntry.SheetPrinted printed:
                    keys._sheets[printed.Sheet] = printed.Set;
                    break;
                case LedgerEntry.SheetRead read:
                    keys._sheetsRead.Add(read.Sheet);
                    break;
                case LedgerEntry.KeyRemoved removed:
                    keys._made.RemoveAll(made => made.Key == removed.Key);
                    break;
            }
        }

        return keys;
    }

    /// <summary>Whether a share is one that was made; null if no such set is known.</summary>
    internal bool? Knows(string set, string share) => _made.FindAll(made => made.Set == set) is { Count: > 0 } same ? same.Exists(made => made.Shares.Contains(share)) : null;

    /// <summary>The set that a sheet is about; null if no such sheet was printed, or its key was removed.</summary>
    internal string? FindSheet(string sheet) => _sheets.TryGetValue(sheet, out var set) && _made.Exists(made => made.Set == set) ? set : null;

    /// <summary>Remembers a share that was good.</summary>
    internal void Note(string set, string share, DateTimeOffset time) => _tested[(set, share)] = time;

    /// <summary>Each set, in the order in which they were made.</summary>
    internal IReadOnlyList<SharedKeyStatus> Summarize() =>
    [
        .. _made.Select(made => new SharedKeyStatus(
            made.Set, made.Key, made.GroupThreshold, made.Groups, made.Time,
            [.. made.Shares.Select(share => _tested.TryGetValue((made.Set, share), out var at) ? at : (DateTimeOffset?)null)])
        {
            // The last one that was printed counts.
            IsSheetRead = _sheets.Where(sheet => sheet.Value == made.Set).Select(sheet => (bool?)_sheetsRead.Contains(sheet.Key)).LastOrDefault(),
        }),
    ];
}
