namespace Archivist.Discs.Labels;

/// <summary>
/// Paper that opens an archive: one sheet for each share, and one without a secret for the binder. Each says whom to call, where the discs are and what to do in which order, and has what is to be read back as a QR
/// code and as text with a check for each row.
/// </summary>
public static class KeySheet
{
    /// <summary>With the longest content the modules are still larger than half a millimetre.</summary>
    private const double CodeSize = 62;

    private const double RowHeight = 6.4, SmallText = 8, BodyText = 10;

    /// <summary>One A4 page.</summary>
    public static PrintPage Of(KeySheetFacts facts, Typesetting typesetting)
    {
        var page = Sheet.Begin(typesetting, facts.Share ?? "How to open the archive", facts.Archive, $"  ·  {facts.Needed} shares needed  ·  set “{facts.Set}”");
        var next = page.Paragraph(Sheet.Margin, 43, facts.Share is null ? WithoutSecret(facts) : WithSecret(facts), BodyText, Sheet.Room);
        var top = next + 1;
        page.QrCode(Sheet.Margin - 2, top, CodeSize, facts.Code);
        var left = Sheet.Margin + CodeSize + 3;
        next = Rows(page, facts, left, top + 5);
        next = page.Facts(left, Math.Max(next + 3, top + CodeSize - 12), 24, Sheet.Width - Sheet.Margin - left - 24, SmallText,
        [
            ("Key", facts.Key[..16], Typeface.Mono),
            ("Made", DiscWords.Moment(facts.MadeAt), Typeface.Regular),
            ("Fingerprint", facts.Fingerprint, Typeface.Mono),
        ]);
        next = Sheet.Heading(page, Math.Max(next, top + CodeSize) + 6, "When it is needed, in this order");
        next = Steps(page, next, facts);
        Tests(page, next + 3, facts);
        Sheet.Foot(page, facts.Share is null ? "This sheet opens nothing by itself." : "SLIP-0039 share. Keep it like a key: no photograph, no cloud, no copy.", facts.Share is null ? "sheet for the binder" : "key sheet");
        return page.ToPage("key-sheet", facts.Share ?? "Key sheet for the binder");
    }

    private static string WithSecret(KeySheetFacts facts) =>
        $"This paper is one of several that open the archive “{facts.Archive}” together. Alone it opens nothing. If it is lost or was seen by others, tell the people below: new shares can be made, and this one is void then.";

    private static string WithoutSecret(KeySheetFacts facts) =>
        $"This paper says how the archive “{facts.Archive}” is opened when its owner is not there. It holds no secret. The shares are with their holders, on a sheet of their own each.";

    private static double Rows(PageComposer page, KeySheetFacts facts, double left, double baseline)
    {
        page.Text(left, baseline - 1.5, facts.Share is null ? "The same as text" : "The words: the same as the code", SmallText, ink: Ink.Grey);
        page.Text(Sheet.Width - Sheet.Margin, baseline - 1.5, "check", SmallText, anchor: TextAnchor.End, ink: Ink.Grey);
        var room = Sheet.Width - Sheet.Margin - left;
        baseline += RowHeight - 1;
        foreach (var (text, check) in facts.Rows)
        {
            page.Fitted(left, baseline, text, 10, 5, room - 14, Typeface.Mono);
            page.Text(Sheet.Width - Sheet.Margin, baseline, check, 9, Typeface.Mono, TextAnchor.End, Ink.Grey);
            page.Line(left, baseline + 1.7, Sheet.Width - Sheet.Margin, baseline + 1.7);
            baseline += RowHeight;
        }

        return baseline;
    }

    private static double Steps(PageComposer page, double next, KeySheetFacts facts)
    {
        var number = 0;
        foreach (var (text, details) in StepsOf(facts))
        {
            number++;
            page.Text(Sheet.Margin + 5, next, $"{number}.", BodyText, Typeface.Bold, TextAnchor.End);
            next = page.Paragraph(Sheet.Margin + 8, next, text, BodyText, Sheet.Room - 8);
            foreach (var (detail, face) in details)
                next = page.Paragraph(Sheet.Margin + 12, next, detail, BodyText - 0.5, Sheet.Room - 12, face);
            next += 1.2;
        }

        return next;
    }

    private static IEnumerable<(string Text, IEnumerable<(string Text, Typeface Face)> Details)> StepsOf(KeySheetFacts facts)
    {
        yield return ("Call, in this order:", facts.Contacts.Select(contact => (contact, Typeface.Bold)));
        yield return ("Get the discs or a copy:", facts.Places.Select(place => (place, Typeface.Bold)));
        yield return ($"Bring together the sheets of {facts.Needed} holders. All begin with the words “{facts.Set}”.", []);
        yield return (
            "Recover the password, with Archivist or with any other program for SLIP-0039 (no passphrase; the password is the master secret in hexadecimal digits):",
            [($"{facts.Commands.Combine} > password", Typeface.Mono)]);
        yield return (
            "Start a computer from the disc, and type s there and then the words of each sheet, row by row, or the password; or on any Linux, in the folder of the disc or copy that has the folder “repository”:",
            [("restic -r repository --no-lock --password-file password restore latest --target restored", Typeface.Mono)]);
    }

    private static void Tests(PageComposer page, double next, KeySheetFacts facts)
    {
        next = Sheet.Heading(page, next, "Read back, at once and then every three months");
        next = page.Paragraph(Sheet.Margin, next, "Scan the code or type the rows. The answer is a yes or a no, and reveals nothing. Then note the date:", BodyText, Sheet.Room);
        next = page.Paragraph(Sheet.Margin, next, facts.Share is null ? facts.Commands.TestSheet : facts.Commands.Test, BodyText - 0.5, Sheet.Room, Typeface.Mono);
        const int Boxes = 8;
        var width = Sheet.Room / Boxes;
        var height = Math.Min(13, Sheet.Height - 19 - next);
        if (height < 6)
            return;
        for (var box = 0; box < Boxes; box++)
            page.Outline(Sheet.Margin + box * width, next - 2, width, height, Ink.Grey);
    }
}
