using Archivist.Evidence.Problems;
using Archivist.Platform.Problems;

namespace Archivist.App.Messages;

/// <summary>English for the problems of the ledger.</summary>
internal static class EvidenceMessages
{
    private const string Compare = "Compare with the copies on discs and replicas, and bring the newest one back.";

    private const string Match = "Name the key and the directory that belong together.";

    /// <summary>Null for a problem of another room.</summary>
    internal static Message? Find(Problem problem) => FindOpening(problem) ?? FindFinding(problem);

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

    private static string Of(CheckpointFault fault, string name, uint id) => fault switch
    {
        CheckpointFault.NotNote => "it is not a signed note",
        CheckpointFault.NotSigned => $"it is not signed by {name} (key {id:x8})",
        _ => "its text is not a checkpoint",
    };

    /// <summary>A cause that is a problem of this room has its words here.</summary>
    private static string Of(Cause cause) => cause is Cause.Known(var known) && Find(known) is { } own ? own.Sentence : CommandLineMessages.Instance.Of(cause);
}
