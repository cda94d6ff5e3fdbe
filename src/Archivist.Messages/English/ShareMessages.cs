using Archivist.Keys.Problems;
using Archivist.Platform.Problems;

namespace Archivist.Messages.English;

/// <summary>English for the problems of shares on paper.</summary>
internal static class ShareMessages
{
    private const string Compare = "Compare each word with the paper.";

    /// <summary>Null for a problem of another room.</summary>
    internal static Message? Find(Problem problem) => problem switch
    {
        ShareWordUnknown(var position, var word, var candidates) => new Message(
            $"share: word {position}, '{word}', is not in the SLIP-39 word list", candidates.Count == 0 ? "Compare it with the paper." : $"Did you mean {Choice(candidates)}?"),
        ShareLengthWrong(var words) => new Message($"share: {words} words; a share has 20 words (128 bits) or 33 words (256 bits)", "Count the words on the paper: one is missing or was typed twice."),
        ShareChecksumWrong([]) => new Message("share: wrong checksum; more than one word is wrong", Compare),
        ShareChecksumWrong([var position]) => new Message($"share: wrong checksum; word {position} may be wrong", "Compare this word with the paper first, then the others."),
        ShareChecksumWrong(var positions) => new Message($"share: wrong checksum; words {string.Join(" and ", positions)} may be swapped or wrong", "Compare these words with the paper first, then the others."),
        SharePaddingWrong => new Message("share: its padding is not zero, so it was not made by SLIP-39", Compare),
        ShareGroupsWrong(var threshold, var count) => new Message($"share: it asks for {threshold} of {count} groups, which SLIP-39 does not allow", Compare),
        ShareOfOtherSet(var number, var words, var expected) => new Message(
            $"share {number} begins with '{words}' and belongs to another set than the first, which begins with '{expected}'", "Use shares that begin with the same two words."),
        SharesContradict(null) => new Message("the groups of shares do not belong together", "Test each share on its own; at least one was made elsewhere."),
        SharesContradict(var group) => new Message($"the shares of group {group} do not belong together", "Test each share on its own; at least one was made elsewhere."),
        SharesMissing(var set, var needed, var complete, var groups) => new Message($"shares '{set}': {Lacking(needed, complete, groups)}", "Add the missing shares; each begins with these two words."),
        SheetRowWrong(var row) => new Message($"share: row {row} does not match its check", "Compare this row and its check with the paper."),
        _ => null,
    };

    private static string Lacking(int needed, int complete, IReadOnlyList<GroupNeed> groups)
    {
        var begun = string.Join(", ", groups.Select(group => $"{group.Present} of {group.Needed} needed{(needed > 1 ? $" in group {group.Group}" : "")}"));
        return needed == 1 && begun.Length > 0 ? begun : $"{complete} of {needed} groups complete{(begun.Length > 0 ? $"; {begun}" : "")}";
    }

    private static string Choice(IReadOnlyList<string> words) => words.Count == 1 ? $"'{words[0]}'" : $"{string.Join(", ", words.Take(words.Count - 1).Select(word => $"'{word}'"))} or '{words[^1]}'";
}
