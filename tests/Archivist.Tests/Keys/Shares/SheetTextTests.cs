using Archivist.Keys.Problems;
using Archivist.Keys.Shares;
using Archivist.Platform.Problems;

namespace Archivist.Tests.Keys.Shares;

public sealed class SheetTextTests
{
    private const string Valid = "duckling enlarge academic academic agency result length solution fridge kidney coal piece deal husband erode duke ajar critical decision keyboard";

    [Fact]
    public void A_share_typed_row_by_row_with_its_checks_is_the_share()
    {
        var typed = string.Join('\n', SheetText.RowsOf(Valid).Select(row => $" {row.ToUpperInvariant()}   {SheetText.CheckOf(row)}"));
        Assert.Equal(5, typed.Split('\n').Length);
        Assert.Equal(Valid, Share.Parse(typed).Mnemonic);
    }

    [Fact]
    public void The_row_that_differs_from_its_check_is_named()
    {
        var rows = SheetText.RowsOf(Valid).Select(row => $"{row} {SheetText.CheckOf(row)}").ToArray();
        rows[3] = rows[3].Replace("duke", "deny", StringComparison.Ordinal);
        var problem = Assert.Throws<ArchivistException>(() => Share.Parse(string.Join('\n', rows))).Problem;
        Assert.Equal(4, Assert.IsType<SheetRowWrong>(problem).Row);
    }

    [Fact]
    public void The_fingerprint_is_that_of_the_rows_however_they_are_typed()
    {
        string[] rows = ["archive alice", "call Bob Vault, +43 1 234 56"];
        var typed = $"ARCHIVE  alice {SheetText.CheckOf(rows[0])}\r\n\r\n{rows[1]}\n";
        Assert.Equal(SheetText.FingerprintOf(rows), SheetText.FingerprintOf(SheetText.Read(typed)));
        Assert.NotEqual(SheetText.FingerprintOf(rows), SheetText.FingerprintOf([rows[0], "call Bob Vault, +43 1 234 57"]));
    }
}
