using System.Globalization;
using Archivist.Operations.Keys.Sharing;
using Archivist.Platform.Text;

namespace Archivist.App.Cli.Commands;

/// <summary>Paper with keys in words: what is void, and what still opens the repository.</summary>
internal static class PaperText
{
    /// <summary>Shows what a change of keys means: what is void from now on, and what still opens the repository.</summary>
    /// <param name="output">Where.</param>
    /// <param name="change">What changed.</param>
    /// <param name="valid">The sets to remind of.</param>
    internal static void Show(Output output, PaperChange change, IEnumerable<SharedKeyStatus> valid)
    {
        foreach (var paper in change.Void)
            Show(output, paper);
        foreach (var set in valid)
            output.Note($"Shares '{set.Set}' ({set.Needed}) of {Day(set.Made)} still open the repository; 'archivist key remove {set.Key[..8]}' makes them void.");
    }

    /// <summary>Shows paper that is void.</summary>
    internal static void Show(Output output, VoidPaper paper) => output.Show(VoidPaperRecord.Of(paper), static json => json.VoidPaperRecord, _ => Describe(paper));

    /// <summary>"Void: 5 shares 'duckling enlarge' (3 of 5) of 2026-01-02: their key was removed on 2026-03-04: 1a2b…, …"</summary>
    internal static string Describe(VoidPaper paper)
    {
        var what = paper.Kind switch
        {
            PaperKind.Shares => $"{Quantity.Count(paper.Ids.Count, "share", "shares")} '{paper.Set}' ({paper.Needed})",
            PaperKind.Sheet => $"the sheet about shares '{paper.Set}'",
            PaperKind.Codes => "the page of one-time codes",
            _ => throw new System.Diagnostics.UnreachableException(),
        };
        return $"Void since {Day(paper.Since)}: {what} of {Day(paper.Issued)}, {(paper.Reason is VoidReason.Replaced ? "replaced by a newer one" : "whose key was removed")}: {string.Join(", ", paper.Ids)}";
    }

    private static string Day(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
