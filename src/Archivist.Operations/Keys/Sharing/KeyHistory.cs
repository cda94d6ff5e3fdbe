using Archivist.Evidence;
using Archivist.Operations.Archives;

namespace Archivist.Operations.Keys.Sharing;

/// <summary>What the ledger says about the keys that people hold: shares and sheets on paper, pages of one-time codes, and who is in the keyring; what was tested, and what is void. Not thread-safe.</summary>
internal sealed class KeyHistory
{
    private readonly List<LedgerEntry.SharesMade> _made = [];
    private readonly Dictionary<(string Set, string Share), DateTimeOffset> _tested = [];
    private readonly List<LedgerEntry.SheetPrinted> _sheets = [];
    private readonly HashSet<string> _sheetsRead = [];
    private readonly List<HeldKey> _recipients = [];
    private readonly List<VoidPaper> _void = [];

    /// <summary>Paper that is void, in the order in which it became so.</summary>
    internal IReadOnlyList<VoidPaper> Void => _void;

    /// <summary>Who is in the keyring, in the order in which they were added; only those that were added since the ledger has such entries.</summary>
    internal IReadOnlyList<HeldKey> Recipients => _recipients;

    /// <summary>The page of one-time codes in use; null without any.</summary>
    internal CodePageStatus? Codes { get; private set; }

    /// <summary>Reads the ledger as far as it can be read.</summary>
    /// <param name="ledger">Null for none: then nothing is known.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    internal static async Task<KeyHistory> ReadAsync(ArchiveLedger? ledger, CancellationToken cancellationToken)
    {
        var history = new KeyHistory();
        if (ledger is null)
            return history;
        await foreach (var entry in ledger.TryReadAsync(cancellationToken))
            history.Apply(entry);
        return history;
    }

    /// <summary>Takes note of one more entry; one that is not about keys changes nothing.</summary>
    internal void Apply(LedgerEntry entry)
    {
        switch (entry)
        {
            case LedgerEntry.SharesMade made:
                _made.Add(made);
                break;
            case LedgerEntry.ShareTested tested:
                Note(tested.Set, tested.Share, tested.Time);
                break;
            case LedgerEntry.SheetPrinted printed:
                // The last one that was printed about a set counts.
                Invalidate(sheet => sheet.Set == printed.Set && sheet.Sheet != printed.Sheet, printed.Time, VoidReason.Replaced);
                _sheets.RemoveAll(sheet => sheet.Sheet == printed.Sheet);
                _sheets.Add(printed);
                break;
            case LedgerEntry.SheetRead read:
                _sheetsRead.Add(read.Sheet);
                break;
            case LedgerEntry.KeyRemoved removed:
                Remove(removed);
                break;
            case LedgerEntry.RecipientAdded added:
                // A passphrase takes the place of another; a recipient that is there already stays as it is.
                if (added.Recipient is null)
                    _recipients.RemoveAll(held => held.Recipient is null);
                if (!_recipients.Exists(held => held.Is(added.Kind, added.Recipient)))
                    _recipients.Add(new HeldKey(added.Kind, added.Recipient, added.Time, null));
                break;
            case LedgerEntry.RecipientRemoved removed:
                _recipients.RemoveAll(held => held.Is(removed.Kind, removed.Recipient));
                break;
            case LedgerEntry.RecipientTested tested:
                if (_recipients.FindIndex(held => held.Is(tested.Kind, tested.Recipient)) is >= 0 and var index)
                    _recipients[index] = _recipients[index] with { Tested = tested.Time };
                break;
            case LedgerEntry.CodesPrinted printed:
                if (Codes is { } before)
                    _void.Add(new VoidPaper(PaperKind.Codes, null, null, [before.Page], before.Made, printed.Time, VoidReason.Replaced));
                Codes = new CodePageStatus(printed.Page, printed.Time, printed.Codes, printed.Codes);
                break;
            case LedgerEntry.CodeUsed used when Codes is { } page && page.Page == used.Page:
                Codes = page with { Left = page.Codes - used.Number };
                break;
            case LedgerEntry.KeyringRewrapped { PassphraseDropped: true }:
                _recipients.RemoveAll(held => held.Recipient is null);
                break;
        }
    }

    /// <summary>Whether a share is one that was made; null if no such set is known.</summary>
    internal bool? Knows(string set, string share) => _made.FindAll(made => made.Set == set) is { Count: > 0 } same ? same.Exists(made => made.Shares.Contains(share)) : null;

    /// <summary>The set that a sheet is about; null if no such sheet was printed, or it is void.</summary>
    internal string? FindSheet(string sheet) => _sheets.Find(printed => printed.Sheet == sheet)?.Set;

    /// <summary>Remembers a share that was good.</summary>
    internal void Note(string set, string share, DateTimeOffset time) => _tested[(set, share)] = time;

    /// <summary>Each set whose shares still open the repository, in the order in which they were made.</summary>
    internal IReadOnlyList<SharedKeyStatus> Summarize() =>
    [
        .. _made.Select(made => new SharedKeyStatus(
            made.Set, made.Key, made.GroupThreshold, made.Groups, made.Time,
            [.. made.Shares.Select(share => _tested.TryGetValue((made.Set, share), out var at) ? at : (DateTimeOffset?)null)])
        {
            IsSheetRead = _sheets.Find(sheet => sheet.Set == made.Set) is { } sheet ? _sheetsRead.Contains(sheet.Sheet) : null,
        }),
    ];

    private void Remove(LedgerEntry.KeyRemoved removed)
    {
        foreach (var made in _made.FindAll(made => made.Key == removed.Key))
        {
            var needed = new SharedKeyStatus(made.Set, made.Key, made.GroupThreshold, made.Groups, made.Time, []).Needed;
            _void.Add(new VoidPaper(PaperKind.Shares, made.Set, made.Key, made.Shares, made.Time, removed.Time, VoidReason.KeyRemoved) { Needed = needed });
            Invalidate(sheet => sheet.Set == made.Set, removed.Time, VoidReason.KeyRemoved);
            _made.Remove(made);
        }
    }

    private void Invalidate(Predicate<LedgerEntry.SheetPrinted> which, DateTimeOffset since, VoidReason reason)
    {
        foreach (var sheet in _sheets.FindAll(which))
        {
            _void.Add(new VoidPaper(PaperKind.Sheet, sheet.Set, _made.Find(made => made.Set == sheet.Set)?.Key, [sheet.Sheet], sheet.Time, since, reason));
            _sheets.Remove(sheet);
        }
    }
}
