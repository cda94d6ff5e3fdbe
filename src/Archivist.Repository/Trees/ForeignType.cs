using Archivist.Platform.Files;

namespace Archivist.Repository.Trees;

/// <summary>
/// What a tree says of an entry that is none of the kinds that can be made again: kept as it is spelled, so that a folder that is written anew keeps it.
/// </summary>
/// <param name="Word">Its type, such as <c>irregular</c>; any text, from whoever wrote the tree.</param>
/// <param name="Mode">Its mode as a number, with bits that only that type may have.</param>
internal sealed record ForeignType(string Word, uint Mode)
{
    /// <summary>Go's word for a file whose kind its operating system did not tell, as restic writes it.</summary>
    internal const string Irregular = "irregular";

    private const int MostShown = 40;

    /// <summary>The word, fit to be shown.</summary>
    internal string Shown
    {
        get
        {
            var shown = FileName.Of(Word).ToString();
            return shown.Length <= MostShown ? shown : shown[..MostShown] + "…";
        }
    }
}
