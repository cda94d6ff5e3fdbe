using Archivist.Platform.Text;
namespace Archivist.Discs.Labels;

/// <summary>The content of a parcel of discs, for its sender and its receiver.</summary>
public static class PackingSlip
{
    private const double RowHeight = 24, FirstRow = 92, Code = 21;
    private const int RowsOnFirstPage = 6, RowsOnOthers = 8;

    /// <summary>A4 pages, as many as the discs need.</summary>
    public static IReadOnlyList<PrintPage> Of(ShipmentFacts shipment, Typesetting typesetting)
    {
        ArgumentOutOfRangeException.ThrowIfZero(shipment.Discs.Count);
        var pages = new List<PrintPage>();
        var total = 1 + (Math.Max(0, shipment.Discs.Count - RowsOnFirstPage) + RowsOnOthers - 1) / RowsOnOthers;
        var done = 0;
        while (done < shipment.Discs.Count)
        {
            var heading = shipment.Discs.Count == 1 ? "One disc in this parcel" : $"{shipment.Discs.Count} discs in this parcel";
            var page = Sheet.Begin(typesetting, "Packing slip", heading, $"  ·  packed {DiscWords.Moment(shipment.PackedAt)}");
            var top = 42.0;
            if (done == 0)
            {
                Address(page, Sheet.Margin, "From", shipment.From);
                Address(page, Sheet.Margin + Sheet.Room / 2 + 4, "To", shipment.To);
                top = FirstRow;
            }

            var rows = shipment.Discs.Skip(done).Take(done == 0 ? RowsOnFirstPage : RowsOnOthers).ToList();
            foreach (var disc in rows)
            {
                Row(page, top, disc);
                top += RowHeight;
            }

            done += rows.Count;
            if (done == shipment.Discs.Count)
                Arrival(page, top + 5, shipment.VerifyCommand);
            Sheet.Foot(page, "Everything on the discs is encrypted. The password is not in this parcel.", $"packing slip, page {pages.Count + 1} of {total}");
            pages.Add(page.ToPage(total == 1 ? "packing-slip" : $"packing-slip-{pages.Count + 1}", "Packing slip"));
        }

        return pages;
    }

    private static void Address(PageComposer page, double left, string name, IReadOnlyList<string> lines)
    {
        const double top = 42, width = Sheet.Room / 2 - 4, height = 44;
        page.Outline(left, top, width, height, Ink.Grey);
        page.Text(left + 3, top + 6, name, 8, ink: Ink.Grey);
        for (var index = 0; index < 5; index++)
        {
            if (index < lines.Count)
                page.Fitted(left + 3, top + 14 + index * 6.5, lines[index], 11, 7, width - 6);
            else if (lines.Count == 0)
                page.Line(left + 3, top + 15 + index * 6.5, left + width - 3, top + 15 + index * 6.5);
        }
    }

    private static void Row(PageComposer page, double top, DiscFacts disc)
    {
        const double text = Sheet.Margin + 9 + Code + 4;
        page.Line(Sheet.Margin, top, Sheet.Width - Sheet.Margin, top, Ink.Grey);
        page.Outline(Sheet.Margin, top + 9, 5, 5, Ink.Black);
        page.QrCode(Sheet.Margin + 9, top + 1.5, Code, disc);
        page.FittedBefore($": {disc.Count}", text, top + 6.5, $"{disc.Disk}, {disc.Set}", 11, 7, Sheet.Room - text + Sheet.Margin, Typeface.Bold);
        page.Fitted(text, top + 11.5, $"{disc.Medium}, {Quantity.Capacity(disc.Bytes)}, made {disc.Day}, snapshot {DiscWords.Snapshot(disc)}", 8.5, 6, Sheet.Room - text + Sheet.Margin);
        page.Fitted(text, top + 16, $"id {disc.DiscId}", 7.5, 6, Sheet.Room - text + Sheet.Margin, Typeface.Mono);
        page.Fitted(text, top + 20.5, $"SHA-256 {disc.ImageSha256}", 7, 5, Sheet.Room - text + Sheet.Margin, Typeface.Mono);
    }

    private static void Arrival(PageComposer page, double top, string verifyCommand)
    {
        var next = Sheet.Heading(page, top + 4, "On arrival");
        next = page.Paragraph(Sheet.Margin, next, $"1. Count the discs and tick them off. 2. Put each into a drive and run “{verifyCommand} /dev/sr0”; without Archivist, README.txt on "
            + "the disc says how. 3. Sign below and say so to the sender.", 9, Sheet.Room);
        page.Text(Sheet.Margin, next + 8, "Received, date and signature", 9, ink: Ink.Grey);
        page.Line(Sheet.Margin + 50, next + 9, Sheet.Width - Sheet.Margin, next + 9, Ink.Grey);
    }
}
