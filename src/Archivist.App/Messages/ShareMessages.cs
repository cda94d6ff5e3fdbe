using Archivist.Operations.Problems;
using Archivist.Platform.Problems;
using Archivist.Platform.Text;

namespace Archivist.App.Messages;

/// <summary>English for the problems of shares that only operations run into.</summary>
internal static class ShareMessages
{
    /// <summary>Null for a problem of another room.</summary>
    internal static Message? Find(Problem problem) => problem switch
    {
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
        CodeCountInvalid(var count, var most) => new Message($"{count} is not a number of one-time codes", $"Use a number from 1 to {most}."),
        CodesInUse(var file) => new Message($"{file}: another process is using the one-time codes", "Try again when it has ended."),
        CodesInvalid(var file) => new Message($"{file} does not hold one-time codes", "Make a new page with 'archivist key codes'."),
        NoCodes(var archive) => new Message($"{archive}: there is no one-time code left", "Make a new page with 'archivist key codes'."),
        CodeWrong(var wait) => new Message(
            "the code is wrong, used up or not among the next ones", $"Type the first code that is not crossed out; the next attempt has to wait {Quantity.Duration(wait)}."),
        CodesWait(var wait) => new Message("too soon after a wrong code", $"Try again in {Quantity.Duration(wait)}."),
        HeldKeysNotTested(var due, var keys, var days) => new Message(
            $"keyring: {due.Count} of {keys} keys were not tested for {days} days: {string.Join(", ", due)}", "Test each with 'archivist key test --identity FILE', and the passphrase with 'archivist key test --passphrase'."),
        KeyringLeftBehind(var location) => new Message($"{location}: there is a keyring here, but no repository that it opens", "Choose another place, or delete the keyring if nothing needs it."),
        SharedPlaceUnfinished(var location) => new Message($"{location}: the repository that was begun here is not complete, and stays here", "Delete it before the path is shared there again."),
        _ => null,
    };

    private static Message Named(string share, Message message) => new(
        $"{share}: {(message.Sentence.StartsWith("share: ", StringComparison.Ordinal) ? message.Sentence["share: ".Length..] : message.Sentence)}", message.Hint);
}
