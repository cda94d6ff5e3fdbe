namespace Archivist.Discs.Labels;

/// <summary>The sheet that lies on top of a disc set: what it is, and how everything comes back from it, step by step.</summary>
public static class CoverSheet
{
    /// <summary>Marks a step that is a command line.</summary>
    private const string Command = "$ ";

    /// <summary>One A4 page for a set; <paramref name="discs"/> are its discs in their order, at least one.</summary>
    public static PrintPage Of(IReadOnlyList<DiscFacts> discs, Typesetting typesetting)
    {
        ArgumentOutOfRangeException.ThrowIfZero(discs.Count);
        var first = discs[0];
        var page = Sheet.Begin(typesetting, "How to get everything back", $"{first.Disk}  ·  {first.Set}", $"  ·  {(discs.Count == 1 ? first.Of == 1 ? "one disc" : first.Count : $"{discs.Count} discs")}");
        page.QrCode(Sheet.Width - Sheet.Margin - 34, 40, 34, first);
        var next = page.Facts(Sheet.Margin, 47, 30, 104, 9,
        [
            ("Disk", first.Disk, Typeface.Bold),
            ("Set", $"{first.Set}, {(first.Kind == "delta" ? DiscWords.Kind(first) : "everything")}", Typeface.Regular),
            ("Made", DiscWords.Moment(first.MadeAt), Typeface.Regular),
            ("Newest snapshot", DiscWords.Snapshot(first), Typeface.Mono),
            ("Discs", string.Join(", ", discs.GroupBy(disc => disc.Medium).Select(group => $"{group.Count()} × {group.Key}")), Typeface.Regular),
        ]);
        next = Math.Max(next, 78);
        next = Steps(page, Sheet.Heading(page, next, "A.  Start a computer from the disc"), StartSteps(discs));
        next = Steps(page, Sheet.Heading(page, next + 4, "B.  Without Archivist, on any Linux"), PlainSteps(discs));
        next = Sheet.Heading(page, next + 4, "What you need besides");
        next = page.Paragraph(Sheet.Margin, next, "The password of the disk. It is not on the discs, not on this sheet, and no one can read anything without it.", 11, Sheet.Room);
        if (first.Kind == "delta")
            next = page.Paragraph(Sheet.Margin, next + 1, $"This set holds only what changed. The discs of the set {first.BaseSet} are needed too.", 11, Sheet.Room, Typeface.Bold);

        page.Text(Sheet.Margin, next + 4, "Password is kept by", 11, ink: Ink.Grey);
        page.Line(Sheet.Margin + 42, next + 5, Sheet.Width - Sheet.Margin, next + 5, Ink.Grey);
        page.Text(Sheet.Margin, next + 13, "Who can help", 11, ink: Ink.Grey);
        page.Line(Sheet.Margin + 42, next + 14, Sheet.Width - Sheet.Margin, next + 14, Ink.Grey);
        Sheet.Foot(page, $"First disc: {first.DiscId}   SHA-256 {first.ImageSha256.ToString()[..16]}…", "cover sheet");
        return page.ToPage("cover-sheet", $"Cover sheet of {first.Set}");
    }

    private static double Steps(PageComposer page, double next, IEnumerable<string> steps)
    {
        var number = 0;
        foreach (var step in steps)
        {
            if (step.StartsWith(Command, StringComparison.Ordinal))
            {
                next = page.Paragraph(Sheet.Margin + 8, next, step[Command.Length..], 10, Sheet.Room - 8, Typeface.Mono) + 1.4;
                continue;
            }

            number++;
            page.Text(Sheet.Margin + 5, next, $"{number}.", 11, Typeface.Bold, TextAnchor.End);
            next = page.Paragraph(Sheet.Margin + 8, next, step, 11, Sheet.Room - 8) + 1;
        }

        return next;
    }

    private static IEnumerable<string> StartSteps(IReadOnlyList<DiscFacts> discs)
    {
        var start = discs.FirstOrDefault(disc => disc.Boots)?.Count ?? discs[0].StartDisc;
        if (start is null)
        {
            yield return "No disc of this set starts a computer. Start from a bootable disc of another set of this disk, or go on with B.";
            yield break;
        }

        yield return $"Put {(discs[0].Of > 1 ? start : "the disc")} into the drive and switch the computer on. Press the key for the boot menu (F12 on most computers; F11, F9, F8 or Esc on others) "
            + "and choose the drive. Secure Boot can stay on.";
        yield return "When the passphrase is asked for, type the password of the disk. Nothing is shown while you type.";
        yield return "If there is a network, give the address of an online copy, so that later changes come too. Enter alone means: from the discs only.";
        yield return discs.Count > 1
            ? "Choose the snapshot and the place for it. Insert each disc that is asked for; the order is the shortest."
            : "Choose the snapshot and the place for it.";
        yield return "A disk is erased only after its name was typed a second time. The last line says how many files were restored and checked.";
    }

    private static IEnumerable<string> PlainSteps(IReadOnlyList<DiscFacts> discs)
    {
        yield return discs.Count > 1
            ? "In an empty folder with room for all discs, copy the folder “repository” of every disc into one; files that are there already are the same. For each disc:"
            : "The folder “repository” on the disc is an ordinary restic repository, version 2. Open a terminal in the folder of the disc, such as /media/DISC.";
        if (discs.Count > 1)
            yield return Command + "cp -r --no-preserve=mode /media/DISC/repository .";
        yield return "Install restic, part of every large Linux distribution, and run:";
        yield return Command + "restic -r repository --no-lock restore latest --target /mnt/restored";
        yield return "README.txt on each disc says more, command by command.";
    }
}
