using Archivist.Evidence.Witnessing;
using Archivist.Operations.Problems;
using Archivist.Platform.Problems;
using Archivist.Platform.Text;

namespace Archivist.App.Messages;

/// <summary>English for witnesses, on both sides.</summary>
internal static class WitnessMessages
{
    private const string Compare = "Compare the ledger with its copies on discs and replicas, and bring the newest one back.";

    /// <summary>Null for another problem.</summary>
    internal static Message? Find(Problem problem) => problem switch
    {
        WitnessUnreachable(var witness, var url, var cause) => new Message($"witness {witness} at {url} was not reached, so the ledger is not cosigned: {CommandLineMessages.Instance.Of(cause)}"),
        WitnessSilent(var witness, var url, var waited) => new Message($"witness {witness} at {url} did not answer within {Quantity.Duration(waited)}, so the ledger is not cosigned"),
        CosignatureRejected(var witness, var url) => new Message(
            $"witness {witness} at {url}: the answer is not a cosignature by its key, or its clock is ahead", "Compare the key in the settings with that of the witness, and the clocks."),
        WitnessRefusedLedger(var witness, var url, 404 or 403, var key) => new Message(
            $"witness {witness} at {url} does not know this ledger, so it is not cosigned", $"Give its operator the ledger's key: {key}"),
        WitnessRefusedLedger(var witness, var url, var status, _) => new Message(
            $"witness {witness} at {url} answered with status {status}, so the ledger is not cosigned", "Check the address, and see the log of the witness."),
        WitnessAhead(var folder, var witness, var theirs, var entries) => new Message(
            $"ledger {folder}: rolled back: witness {witness} has cosigned {Quantity.Count(theirs, "entry", "entries")}, and there are {entries}", Compare),
        WitnessContradicts(var folder, var witness, var entries) => new Message(
            $"ledger {folder}: forked: witness {witness} has cosigned a different history of {Quantity.Count(entries, "entry", "entries")}", Compare),
        LedgerCopyFailed(var location, var cause) => new Message($"copy of the ledger {location}: {CommandLineMessages.Instance.Of(cause)}", "The next 'replicate' tries again."),
        LedgerCopyRefused(var location, var status) => new Message($"copy of the ledger {location}: the peer answered with status {status}", "See the log of the peer: the quota may be used up, or a different copy is there."),
        LedgerCopyNotKept(var address) => new Message($"{address}: this server takes files of repositories only, so no copy of the ledger is there", "Name a replica that is a directory, in a bucket, at a peer, or behind rclone."),
        LedgerKeyNotGiven(var folder) => new Message($"{folder}: there is no key to verify this copy with", "Give the verifier key of the ledger, or use the settings of its archive."),
        WitnessKeyInvalid(var text) => new Message($"'{text}' is not the verifier key of a witness", "Write it as NAME+ID+KEY, as its operator published it."),
        CheckpointNotCosigned(var address, var answer) => new Message($"{address}: a checkpoint was not cosigned: {Of(answer)}"),
        _ => null,
    };

    private static string Of(WitnessAnswer answer) => answer switch
    {
        WitnessAnswer.Cosigned => "it was cosigned",
        WitnessAnswer.Malformed => "the request is malformed",
        WitnessAnswer.UnknownLog => "its ledger is not known here",
        WitnessAnswer.NotSigned(var origin) => $"it is not signed by {origin}",
        WitnessAnswer.OtherSize(var size) => $"{Quantity.Count(size, "entry was", "entries were")} cosigned last",
        WitnessAnswer.OtherRoot(var origin, var size) => $"{origin} shows a second history of {Quantity.Count(size, "entry", "entries")}",
        WitnessAnswer.NotProven(var origin, var size) => $"{origin} does not prove that it continues the {Quantity.Count(size, "entry that was", "entries that were")} cosigned",
        _ => throw new System.Diagnostics.UnreachableException(),
    };
}
