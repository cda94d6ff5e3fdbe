using Archivist.Keys.Problems;
using Archivist.Operations.Problems;
using Archivist.Platform.Problems;

namespace Archivist.App.Messages;

/// <summary>English for the problems of shares.</summary>
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
        SheetIncomplete(var hasContacts) => new Message(
            $"the sheet would not say {(hasContacts ? "where the discs are" : "whom to call")}", hasContacts ? "Add --discs with a place." : "Add --call with a name and a number, and --discs for places that the catalogue does not know."),
        SheetTooLong(var contacts, var places, var bytes) => new Message(
            $"the sheet has room for {contacts} contacts, {places} places and {bytes} bytes in its code", "Shorten what --call and --discs say."),
        SheetNotPrinted(var sheet) => new Message($"{sheet}: not a sheet that was printed for a key which still opens the archive", "Compare each row and its check with the paper; a sheet of a key that was removed is void."),
        SheetNotRead(var set) => new Message($"shares '{set}': the sheet for the binder was not read back, so the set-up is not finished", "Scan or type it for 'archivist key test --sheet'."),
        NoSharedKey(var archive) => new Message($"{archive}: no key was split into shares", "Run 'archivist key share 3 of 5' first."),
        NoShareGiven => new Message("no share was given", "Name files with the words, or give the words on standard input; never on the command line."),
        ShareNotMade(var set) => new Message($"its checksum is right, and none of the shares '{set}' has these words", "It may be forged, or typed with several mistakes; compare it with the paper."),
        ShareRefused(var share, var because) => Named(share, CommandLineMessages.Instance.Of(because)),
        SharesNotTested { IsFinished: false } p => new Message(
            $"shares '{p.Set}': {p.Due} of {p.Shares} were not read back yet, so the set-up is not finished", "Read each paper back with 'archivist key test --share'."),
        SharesNotTested p => new Message($"shares '{p.Set}': {p.Due} of {p.Shares} were not tested for {p.Days} days", "Ask the holders to test theirs with 'archivist key test --share'."),
        _ => null,
    };

    private static Message Named(string share, Message message) => new(
        $"{share}: {(message.Sentence.StartsWith("share: ", StringComparison.Ordinal) ? message.Sentence["share: ".Length..] : message.Sentence)}", message.Hint);

    private static string Lacking(int needed, int complete, IReadOnlyList<GroupNeed> groups)
    {
        var begun = string.Join(", ", groups.Select(group => $"{group.Present} of {group.Needed} needed{(needed > 1 ? $" in group {group.Group}" : "")}"));
        return needed == 1 && begun.Length > 0 ? begun : $"{complete} of {needed} groups complete{(begun.Length > 0 ? $"; {begun}" : "")}";
    }

    private static string Choice(IReadOnlyList<string> words) => words.Count == 1 ? $"'{words[0]}'" : $"{string.Join(", ", words.Take(words.Count - 1).Select(word => $"'{word}'"))} or '{words[^1]}'";
}
