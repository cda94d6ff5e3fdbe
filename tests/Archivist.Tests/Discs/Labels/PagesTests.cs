using Archivist.Discs.Labels;
using Archivist.TestKit;

namespace Archivist.Tests.Discs.Labels;

public sealed class PagesTests
{
    private static readonly OpenTypeFont Font = new(PlainFont.File());
    private static readonly Typesetting Typesetting = new(Font, Font, Font);

    [Theory]
    [InlineData("alice", "2026-W47")]
    [InlineData("a name of a disk that is far longer than any label has room for, and goes on and on", "and a set that is called after everything that is in it")]
    public void Nothing_leaves_its_page(string disk, string set)
    {
        foreach (var kind in new[] { "full", "delta", "recovery" })
        {
            var disc = SampleDiscs.Disc(1, 12, kind, disk, set);
            Assert.All(PagesOf([disc, .. SampleDiscs.Set(12, kind)]), AssertInside);
        }
    }

    [Fact]
    public void A_round_label_stays_between_hub_and_rim()
    {
        var page = RoundLabel.Of(SampleDiscs.Disc(disk: new string('W', 60), set: new string('M', 60)), Typesetting);
        foreach (var mark in page.Marks.OfType<PrintMark.Text>())
        {
            var left = mark.X - (mark.Anchor is TextAnchor.Middle ? mark.Width / 2 : 0);
            foreach (var x in new[] { left, left + mark.Width })
                Assert.InRange(double.Hypot(x - 60, mark.Baseline - 60), 23, 59);
        }

        var code = Assert.Single(page.Marks.OfType<PrintMark.QrCode>());
        Assert.InRange(double.Hypot(code.X - 60, code.Y - 60), 23, 59);
        Assert.True(code.X + code.Size < 60 - 23);
    }

    [Fact]
    public void Every_page_carries_the_code_of_its_disc()
    {
        var disc = SampleDiscs.Disc();
        foreach (var page in PagesOf([disc]))
            Assert.Contains(page.Marks.OfType<PrintMark.QrCode>(), code => code.Content == disc.QrText);
    }

    [Fact]
    public void The_code_names_disc_place_in_the_set_snapshot_and_heads()
    {
        var disc = SampleDiscs.Disc(set: "März & co #1");
        Assert.Equal(
            $"archivist:disc?id={disc.DiscId}&set=M%C3%A4rz%20%26%20co%20%231&n=2&of=3&snapshot={disc.Snapshot}&sha256={disc.ImageSha256}&ledger={disc.LedgerHead}",
            disc.QrText);
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(6, 1)]
    [InlineData(7, 2)]
    [InlineData(14, 2)]
    [InlineData(15, 3)]
    public void A_packing_slip_has_every_disc_once(int discs, int pages)
    {
        var slip = Slip(SampleDiscs.Set(discs));
        Assert.Equal(pages, slip.Count);
        Assert.Equal(
            SampleDiscs.Set(discs).Select(disc => disc.QrText),
            slip.SelectMany(page => page.Marks).OfType<PrintMark.QrCode>().Select(code => code.Content));
        Assert.All(slip, AssertInside);
    }

    [Fact]
    public void The_number_of_a_disc_is_never_cut()
    {
        var disc = SampleDiscs.Disc(1, 12, "full", new string('W', 63), new string('M', 63));
        Assert.Equal(2, JewelCase.Of(disc, Typesetting).Marks.OfType<PrintMark.Text>().Count(mark => mark.Rotation != 0 && mark.Content.Contains("1/12", StringComparison.Ordinal)));
        Assert.Contains("disc 1 of 12", TextOf(Slip([disc])[0]));
        Assert.Contains("disc 1 of 12", TextOf(CustodySheet.Of(disc, Typesetting, "archivist disc verify")));
        Assert.Contains("disc 1 of 12", TextOf(RoundLabel.Of(disc, Typesetting)));
    }

    [Fact]
    public void A_label_names_the_disc_to_start_from_and_none_where_none_boots()
    {
        var disc = SampleDiscs.Disc() with { Boots = false };
        Assert.Contains("starts no computer", TextOf(RoundLabel.Of(disc, Typesetting)));
        Assert.Contains("from disc 1 of 3", TextOf(RoundLabel.Of(disc with { StartDiscs = [1] }, Typesetting)));
        Assert.Contains("this disc", TextOf(RoundLabel.Of(disc with { Boots = true }, Typesetting)));
    }

    [Fact]
    public void The_cover_sheet_says_when_other_discs_are_needed()
    {
        Assert.Contains("2026-W40", TextOf(CoverSheet.Of(SampleDiscs.Set(2, "delta"), Typesetting)));
        Assert.DoesNotContain("cp -r", TextOf(CoverSheet.Of(SampleDiscs.Set(1), Typesetting)));
        Assert.Contains("cp -r", TextOf(CoverSheet.Of(SampleDiscs.Set(2), Typesetting)));
    }

    private static IEnumerable<PrintPage> PagesOf(IReadOnlyList<DiscFacts> discs) =>
    [
        RoundLabel.Of(discs[0], Typesetting), JewelCase.Of(discs[0], Typesetting), CoverSheet.Of(discs, Typesetting),
        CustodySheet.Of(discs[0], Typesetting, "archivist disc verify"), .. Slip(discs),
    ];

    private static IReadOnlyList<PrintPage> Slip(IReadOnlyList<DiscFacts> discs) => PackingSlip.Of(
        new ShipmentFacts { From = ["Alice", "Rue 1", "Paris"], To = [], PackedAt = DateTimeOffset.UnixEpoch, VerifyCommand = "archivist disc verify", Discs = discs }, Typesetting);

    private static string TextOf(PrintPage page) => string.Join(' ', page.Marks.OfType<PrintMark.Text>().Select(text => text.Content));

    private static void AssertInside(PrintPage page)
    {
        foreach (var mark in page.Marks)
        {
            var (left, top, right, bottom) = Bounds(mark);
            Assert.True(left >= 0 && top >= 0 && right <= page.Width && bottom <= page.Height, $"{page.Name}: {mark}");
        }
    }

    private static (double Left, double Top, double Right, double Bottom) Bounds(PrintMark mark) => mark switch
    {
        PrintMark.Text { Rotation: -90 } text => (text.X - 3, text.Baseline - text.Width, text.X, text.Baseline),
        PrintMark.Text { Rotation: 90 } text => (text.X, text.Baseline, text.X + 3, text.Baseline + text.Width),
        PrintMark.Text { Anchor: TextAnchor.Middle } text => (text.X - text.Width / 2, text.Baseline - 2, text.X + text.Width / 2, text.Baseline + 1),
        PrintMark.Text { Anchor: TextAnchor.End } text => (text.X - text.Width, text.Baseline - 2, text.X, text.Baseline + 1),
        PrintMark.Text text => (text.X, text.Baseline - 2, text.X + text.Width, text.Baseline + 1),
        PrintMark.Line line => (Math.Min(line.X1, line.X2), Math.Min(line.Y1, line.Y2), Math.Max(line.X1, line.X2), Math.Max(line.Y1, line.Y2)),
        PrintMark.Box box => (box.X, box.Y, box.X + box.Width, box.Y + box.Height),
        PrintMark.Circle circle => (circle.X - circle.Radius, circle.Y - circle.Radius, circle.X + circle.Radius, circle.Y + circle.Radius),
        PrintMark.QrCode code => (code.X, code.Y, code.X + code.Size, code.Y + code.Size),
        _ => throw new ArgumentException("unknown mark", nameof(mark)),
    };
}
