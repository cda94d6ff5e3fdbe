using Archivist.Evidence;
using Archivist.Operations.Keys.Sharing;

namespace Archivist.Tests.Operations.Keys.Sharing;

public sealed class KeyHistoryTests
{
    private static readonly DateTimeOffset Day = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly KeyHistory _history = new();

    [Fact]
    public void A_key_that_is_removed_voids_its_shares_and_the_sheet_about_them_and_no_others()
    {
        Apply(Made(0, "duckling enlarge", "key1"), Made(1, "academic acid", "key2"), new LedgerEntry.SheetPrinted(Day.AddDays(2), "duckling enlarge", "sheet1"));
        Assert.Empty(_history.Void);

        Apply(new LedgerEntry.KeyRemoved(Day.AddDays(3), "key1"));

        Assert.Equal([(PaperKind.Shares, "duckling enlarge"), (PaperKind.Sheet, "duckling enlarge")], _history.Void.Select(paper => (paper.Kind, paper.Set!)));
        Assert.Equal(("3 of 5", Day, Day.AddDays(3), VoidReason.KeyRemoved), (_history.Void[0].Needed, _history.Void[0].Issued, _history.Void[0].Since, _history.Void[0].Reason));
        Assert.Equal(5, _history.Void[0].Ids.Count);
        Assert.Equal(["sheet1"], _history.Void[1].Ids);
        Assert.Equal("academic acid", Assert.Single(_history.Summarize()).Set);
        Assert.Null(_history.FindSheet("sheet1"));
    }

    [Fact]
    public void A_newer_sheet_replaces_the_one_about_the_same_set_and_the_same_again_replaces_nothing()
    {
        Apply(Made(0, "duckling enlarge", "key1"), Made(0, "academic acid", "key2"));
        Apply(
            new LedgerEntry.SheetPrinted(Day, "duckling enlarge", "sheet1"), new LedgerEntry.SheetPrinted(Day, "academic acid", "sheet2"),
            new LedgerEntry.SheetPrinted(Day.AddDays(1), "duckling enlarge", "sheet1"));
        Assert.Empty(_history.Void);
        Apply(new LedgerEntry.SheetRead(Day.AddDays(1), "duckling enlarge", "sheet1"));
        Assert.True(_history.Summarize()[0].IsSheetRead);

        Apply(new LedgerEntry.SheetPrinted(Day.AddDays(2), "duckling enlarge", "sheet3"));

        Assert.Equal((VoidReason.Replaced, "sheet1"), (_history.Void.Single().Reason, _history.Void.Single().Ids.Single()));
        Assert.False(_history.Summarize()[0].IsSheetRead);
        Assert.Equal("duckling enlarge", _history.FindSheet("sheet3"));
    }

    [Fact]
    public void Keys_of_the_keyring_are_due_when_their_last_test_or_their_adding_is_too_long_ago()
    {
        Apply(
            new LedgerEntry.RecipientAdded(Day, "x25519", "aa"), new LedgerEntry.RecipientAdded(Day, "hybrid", "bb"), new LedgerEntry.RecipientAdded(Day, "passphrase", null),
            new LedgerEntry.RecipientTested(Day.AddDays(50), "x25519", "aa"), new LedgerEntry.RecipientTested(Day.AddDays(50), "x25519", "unknown"));
        Assert.Equal(["hybrid", "passphrase"], Due(101));
        Assert.Equal(["x25519", "hybrid", "passphrase"], Due(151));

        // Added again: the passphrase is another one, the recipient the same.
        Apply(new LedgerEntry.RecipientAdded(Day.AddDays(60), "passphrase", null), new LedgerEntry.RecipientAdded(Day.AddDays(60), "x25519", "aa"));
        Assert.Equal(["hybrid"], Due(101));
        Assert.Equal(["hybrid", "x25519"], Due(155).Order());
        Apply(new LedgerEntry.KeyringRewrapped(Day.AddDays(61), "key", 2, PassphraseDropped: true), new LedgerEntry.RecipientRemoved(Day.AddDays(61), "hybrid", "bb"));
        Assert.Equal("aa", Assert.Single(_history.Recipients).Recipient);

        IEnumerable<string> Due(int day) => _history.Recipients.Where(key => key.IsDue(Day.AddDays(day), TimeSpan.FromDays(100))).Select(key => key.Kind);
    }

    [Fact]
    public void A_new_page_of_codes_voids_the_one_before_whatever_is_left_of_it()
    {
        Apply(new LedgerEntry.CodesPrinted(Day, "page1", 20), new LedgerEntry.CodeUsed(Day.AddDays(1), "page1", 3));
        Assert.Equal(17, _history.Codes!.Left);

        Apply(new LedgerEntry.CodesPrinted(Day.AddDays(2), "page2", 10), new LedgerEntry.CodeUsed(Day.AddDays(3), "page1", 4));

        Assert.Equal(new CodePageStatus("page2", Day.AddDays(2), 10, 10), _history.Codes);
        Assert.Equal((PaperKind.Codes, "page1"), (_history.Void.Single().Kind, _history.Void.Single().Ids.Single()));
    }

    private static LedgerEntry.SharesMade Made(int day, string set, string key) => new(Day.AddDays(day), set, key, 1, ["3 of 5"], [.. Enumerable.Range(1, 5).Select(share => $"{key}-{share}")]);

    private void Apply(params LedgerEntry[] entries)
    {
        foreach (var entry in entries)
            _history.Apply(entry);
    }
}
