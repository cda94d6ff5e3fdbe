namespace Archivist.TestKit;

/// <summary>The commands on the page that lies on every disc: lines that start with four blanks, a dollar sign and a blank.</summary>
public static class PageCommands
{
    private const string Mark = "    $ ";

    /// <summary>The commands of the section whose heading starts with <paramref name="heading"/>, literally and in order.</summary>
    public static IReadOnlyList<string> Of(string page, string heading)
    {
        var lines = page.Split('\n');
        var start = Array.FindIndex(lines, line => line.StartsWith(heading, StringComparison.Ordinal));
        Assert.True(start >= 0, $"The page has no section '{heading}'.");
        // A heading is the line above a rule of hyphens; the next one ends the section.
        var end = Array.FindIndex(lines, start + 2, line => line.StartsWith("---", StringComparison.Ordinal));
        return
        [
            .. lines[start..(end < 0 ? lines.Length : end)]
                .Where(line => line.StartsWith(Mark, StringComparison.Ordinal))
                .Select(line => line[Mark.Length..]),
        ];
    }
}
