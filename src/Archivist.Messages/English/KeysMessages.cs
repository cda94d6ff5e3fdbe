using Archivist.Keys.Problems;
using Archivist.Platform.Problems;

namespace Archivist.Messages.English;

/// <summary>English for the problems of keys.</summary>
internal static class KeysMessages
{
    private const string OtherCopy = "Use another copy of the file, from a replica or a disc.";

    /// <summary>Null for a problem of another room.</summary>
    internal static Message? Find(Problem problem) => problem switch
    {
        AgeHeaderInvalid(var file, AgeHeaderFault.Version) => new Message($"{file} is not an age file of version 1", "Check the path."),
        AgeHeaderInvalid(var file, var fault) => new Message($"the header of {file} is invalid: {Of(fault)}", OtherCopy),
        AgeHeaderForged(var file) => new Message($"the header of {file} was changed after it was written", OtherCopy),
        AgePayloadInvalid(var file, var fault) => new Message($"the content of {file} is damaged: {Of(fault)}", OtherCopy),
        AgeArmorInvalid(var file, var line, var fault) => new Message($"{file}, line {line}: not the text form of an age file: {Of(fault)}", OtherCopy),
        AgeNotForThisKey(var file) => new Message($"{file} opens with none of the given identities or passphrases", "Check which key the file was written for."),
        AgeWorkExcessive(var file, var work, var limit) => new Message(
            $"{file} asks for 2^{work} rounds of scrypt, more than the limit of 2^{limit}", "Do not trust this file; use another copy, or encrypt it again with less work."),
        AgeIdentityInvalid(var file, var line) => new Message($"{file}, line {line}: not an age identity", "Check the file: each line is AGE-SECRET-KEY-1…, a comment after #, or blank."),
        AgeIdentityFileEmpty(var file) => new Message($"{file} holds no age identity", "Name the file that age-keygen wrote."),
        AgeRecipientInvalid(var recipient) => new Message($"'{recipient}' is not an age recipient", "Use the public key that age-keygen printed: age1… or age1pq1…."),
        AgeRecipientsMixed(var file) => new Message($"{file}: recipients of several kinds cannot share one age file", "Write one file for each kind of recipient."),
        KeyringMissing(var location) => new Message($"{location}: there is no keyring here", "Open the repository with its password, and add a key to the keyring first."),
        KeyringNotOpened(var location) => new Message($"{location}: none of the given identities or passphrases opens the keyring", "Check which keys were added to it."),
        KeyringOutdated(var file) => new Message($"{file} opens, but the password in it opens none of the repository's keys", "Open the repository with its password, and add the key again."),
        KeyringNotKept(var location) => new Message($"{location}: this place takes the files of restic only and can hold no keyring", "Keep the keyring with a repository in a directory or a bucket."),
        KeyringEntryMissing(var recipient) => new Message($"'{recipient}' is not in the keyring", "Check it against the list of keys."),
        KeyringListInvalid(var file, var cause) => new Message($"{file} is not the list of recipients that was written with this repository: {CauseText.Of(cause)}", "Copy the keyring from a replica."),
        KeyringFileDamaged(var file) => new Message($"{file} was written, and other bytes came back", "Check the disk, and write it again."),
        KeyringPassphraseDropped(var location) => new Message($"{location}: the passphrase is no longer in the keyring: its file held the old password", "Add the passphrase again."),
        _ => null,
    };

    private static string Of(AgeHeaderFault fault) => fault switch
    {
        AgeHeaderFault.Version => "it is not that of age, version 1",
        AgeHeaderFault.CutOff => "the file is cut off",
        AgeHeaderFault.TooLarge => "it is too large",
        AgeHeaderFault.Line => "a line breaks the format",
        AgeHeaderFault.Stanza => "a recipient stanza breaks the format",
        AgeHeaderFault.PassphraseNotAlone => "a passphrase must be the only recipient",
        AgeHeaderFault.LowOrderShare => "a recipient stanza has a public share of low order",
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private static string Of(AgePayloadFault fault) => fault switch
    {
        AgePayloadFault.CutOff => "its end is missing",
        AgePayloadFault.Chunk => "a chunk fails its authentication",
        AgePayloadFault.EmptyFinalChunk => "its final chunk is empty",
        AgePayloadFault.Trailing => "something follows its end",
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private static string Of(AgeArmorFault fault) => fault switch
    {
        AgeArmorFault.Begin => "the begin line is missing",
        AgeArmorFault.LineLength => "the line is empty, too long, or follows a short one",
        AgeArmorFault.Base64 => "the line is not canonical base64",
        AgeArmorFault.End => "the end line is missing",
        AgeArmorFault.Surroundings => "more than some white space surrounds the text",
        _ => throw new System.Diagnostics.UnreachableException(),
    };
}
