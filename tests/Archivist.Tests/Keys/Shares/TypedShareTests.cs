using Archivist.Keys.Problems;
using Archivist.Keys.Shares;
using Archivist.Platform.Problems;

namespace Archivist.Tests.Keys.Shares;

public sealed class TypedShareTests
{
    private static readonly Share Made = ShareSet.Split(new byte[32], 1, [new ShareGroup(3, 5)], [])[0][0];

    [Fact]
    public void A_share_is_whole_with_its_last_row_and_each_row_may_have_its_check()
    {
        var typed = new TypedShare();
        var rows = SheetText.RowsOf(Made.Mnemonic);
        for (var i = 0; i < rows.Count - 1; i++)
        {
            Assert.Null(typed.Add(i % 2 == 0 ? rows[i].ToUpperInvariant() : $"{rows[i]} {SheetText.CheckOf(rows[i])}"));
            Assert.Equal((i + 1) * 4, typed.Words);
        }

        Assert.Equal(Made.Fingerprint, typed.Add(rows[^1])?.Fingerprint);
        Assert.Equal(0, typed.Words);
    }

    [Fact]
    public void A_share_in_one_line_and_one_of_128_bits_are_whole_at_once()
    {
        Assert.Equal(Made.Fingerprint, new TypedShare().Add(Made.Mnemonic)?.Fingerprint);
        var small = ShareSet.Split(new byte[16], 1, [new ShareGroup(2, 3)], [])[0][1];
        Assert.Equal(small.Fingerprint, new TypedShare().Add(small.Mnemonic)?.Fingerprint);
    }

    [Fact]
    public void A_wrong_row_is_named_by_its_place_and_takes_nothing_from_the_others()
    {
        var typed = new TypedShare();
        var rows = SheetText.RowsOf(Made.Mnemonic);
        typed.Add(rows[0]);
        typed.Add(rows[1]);

        var word = Assert.IsType<ShareWordUnknown>(Assert.Throws<ArchivistException>(() => typed.Add("academic acidd")).Problem);
        Assert.Equal((10, "acidd"), (word.Position, word.Word));
        Assert.Contains("acid", word.Candidates);
        Assert.Equal(new SheetRowWrong(3), Assert.Throws<ArchivistException>(() => typed.Add($"{rows[2]} =0000")).Problem);
        Assert.Equal(8, typed.Words);

        Share? share = null;
        foreach (var row in rows.Skip(2))
            share = typed.Add(row);
        Assert.Equal(Made.Fingerprint, share?.Fingerprint);
    }

    [Fact]
    public void Words_that_are_no_share_begin_again()
    {
        var typed = new TypedShare();
        var words = Made.Mnemonic.Split(' ');
        (words[6], words[7]) = (words[7], words[6]);
        if (words[6] == words[7])
            words[6] = words[6] == "academic" ? "zero" : "academic";
        Assert.IsType<ShareChecksumWrong>(Assert.Throws<ArchivistException>(() => typed.Add(string.Join(' ', words))).Problem);
        Assert.Equal(0, typed.Words);
        typed.Add("academic acid");
        Assert.Equal(new ShareLengthWrong(2), Assert.Throws<ArchivistException>(typed.Finish).Problem);
        Assert.Equal(Made.Fingerprint, typed.Add(Made.Mnemonic)?.Fingerprint);
    }
}
