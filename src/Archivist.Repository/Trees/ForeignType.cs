using Archivist.Platform.Files;

namespace Archivist.Repository.Trees;

/// <summary>
/// The type and mode of an entry whose kind cannot be restored, kept verbatim so that rewriting the directory preserves them.
/// </summary>
/// <param name="Word">Its type, such as <c>irregular</c>; any text, chosen by the program that wrote the tree.</param>
/// <param name="Mode">Its mode as a number, with bits that only that type may have.</param>
internal sealed record ForeignType(string Word, uint Mode)
{
    /// <summary>Go's word for a file whose kind its operating system did not report, as restic writes it.</summary>
    internal const string Irregular = "irregular";

    private const int MostShown = 40;

    /// <summary>The word, escaped for display.</summary>
    internal string Shown
    {
        get
        {
            var shown = FileName.Of(Word).ToString();
            return shown.Length <= MostShown ? shown : shown[..MostShown] + "…";
        }
    }
}
