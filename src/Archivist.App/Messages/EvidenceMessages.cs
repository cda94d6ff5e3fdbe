using Archivist.Evidence.Problems;
using Archivist.Platform.Problems;

namespace Archivist.App.Messages;

/// <summary>English for the problems of the ledger.</summary>
internal static class EvidenceMessages
{
    private const string Compare = "Compare with the copies on discs and replicas, and bring the newest one back.";

    private const string Match = "Name the key and the directory that belong together.";

    /// <summary>Null for a problem of another room.</summary>
    internal static Message? Find(Problem problem) => FindOpening(problem) ?? FindFinding(problem) ?? FindWitness(problem);

    private static Message? FindOpening(Problem problem) => problem switch
    {
        LedgerInUse(var folder) => new Message($"ledger {folder}: another process is writing to it", "Wait until it has finished, then run the command again."),
        LedgerKeyMissing(var folder, var file) => new Message($"ledger {folder}: its key {file} is missing", "Bring the key file back from where a copy is kept, or move the ledger away to begin a new one."),
        LedgerKeyInvalid(var file) => new Message($"ledger key {file} is not a key that signs notes", "Bring the key file back from where a copy is kept, or name the right file in ledger.key."),
        LedgerKeyReplaced(var folder) => new Message($"ledger {folder}: the key file was replaced", Match),
        LedgerMissing(var folder, var head) => new Message($"ledger {folder}: the directory is missing, and {head} was signed in it", "Mount the disk that it is on; if it is lost, bring the newest copy back from a disc or a replica."),
        LedgerCheckpointMissing(var folder) => new Message($"ledger {folder}: its checkpoint is missing", Compare),
        LedgerFileDamaged(var folder, var file) => new Message($"ledger {folder}: {file} is missing or damaged", Compare),
        LedgerForked(var folder, var entries) => new Message($"ledger {folder}: two different histories of {entries} entries were signed", Compare),
        LedgerContradicted(var folder, var cause) => new Message($"ledger {folder}: {Of(cause)}", Compare),
        LedgerTilesWrong(var folder, var entries) => new Message($"ledger {folder}: its tiles do not match the {entries} entries that were signed", Compare),
        LedgerUntrusted(var folder, var file, var fault, var name, var id) => new Message($"ledger {folder}: {file} cannot be trusted: {Of(fault, name, id)}", Match),
        LedgerForeign(var folder, var origin, var expected) => new Message($"ledger {folder}: it belongs to {origin}, not to {expected}", Match),
        _ => null,
    };

    private static Message? FindFinding(Problem problem) => problem switch
    {
        LedgerFileUnusable(var file) => new Message($"{file}: missing, or of the wrong length", Compare),
        CheckpointInvalid(var fault, var name, var id) => new Message($"checkpoint: {Of(fault, name, id)}", Compare),
        CheckpointOlder(var anchorEntries, var anchorOrigin, var entries, var origin) => new Message(
            $"checkpoint: an older head names {anchorEntries} entries of {anchorOrigin}, and this one {entries} of {origin}", Compare),
        CheckpointRootWrong => new Message("checkpoint: its root is not that of the entries", Compare),
        LedgerRewritten(var entries) => new Message($"checkpoint: history was rewritten: the first {entries} entries are not those of an older head", Compare),
        LedgerBundleMalformed(var file, var entries) => new Message($"{file}: not a bundle of {entries} entries", Compare),
        LedgerEntryWrong(var entry, var tile) => new Message($"entry {entry}: it does not match its hash in {tile}", Compare),
        LedgerHashWrong(var tile, var hash) => new Message($"{tile}: hash {hash} is not that of the tile below", Compare),
        _ => null,
    };

    private static Message? FindWitness(Problem problem) => problem switch
    {
        LedgerCopyForeign(var location, var fault, var name, var id) => new Message($"copy of the ledger {location}: {Of(fault, name, id)}", "Find out what it is; move it away, and the next 'replicate' writes a new copy."),
        LedgerCopyAhead(var location, var theirs, var entries) => new Message($"copy of the ledger {location}: it has {theirs} entries and the ledger only {entries}: the ledger was rolled back", Compare),
        LedgerCopyContradicts(var location, var entries) => new Message($"copy of the ledger {location}: its {entries} entries are not those of the ledger", Compare),
        LedgerKeyTextInvalid(var text) => new Message($"'{text}' is not the verifier key of a ledger", "Write it as NAME+ID+KEY, as a report or the file vkey has it."),
        CosignatureInvalid(var file, var witness) => new Message($"{file}: not signed by both the ledger and {witness}", Compare),
        WitnessNameInvalid(var name) => new Message($"witness name '{name}' is invalid", "Write a URL without its scheme, white space and plus signs: alice.example/witness."),
        WitnessExists(var directory) => new Message($"{directory}: there is a witness in it already", "Its key for others is in the file vkey; choose another directory for a second witness."),
        WitnessMissing(var directory) => new Message($"{directory}: there is no witness in it", "Create one, or name the directory that has it."),
        WitnessInUse(var directory) => new Message($"witness {directory}: another process has it open", "End the other server first."),
        WitnessStateDamaged(var directory, var file) => new Message(
            $"witness {directory}: {file}, which says what was cosigned last, is damaged", "Bring the file back from a backup; without it this ledger cannot be cosigned."),
        WitnessedLogInvalid(var file) => new Message($"{file}: not the verifier key of a ledger", "Write the one line of the file vkey in the ledger's directory."),
        WitnessedLogTwice(var file, var log) => new Message($"{file}: another file has a different key for {log}", "Remove the one that is wrong; two ledgers of one name need two witnesses."),
        _ => null,
    };

    private static string Of(CheckpointFault fault, string name, uint id) => fault switch
    {
        CheckpointFault.NotNote => "it is not a signed note",
        CheckpointFault.NotSigned => $"it is not signed by {name} (key {id:x8})",
        _ => "its text is not a checkpoint",
    };

    /// <summary>A cause that is a problem of this room has its words here.</summary>
    private static string Of(Cause cause) => cause is Cause.Known(var known) && Find(known) is { } own ? own.Sentence : CommandLineMessages.Instance.Of(cause);
}
