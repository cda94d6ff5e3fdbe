using Archivist.Platform.Problems;
using Archivist.Platform.Text;
using Archivist.Replicas.Problems;

namespace Archivist.Messages.English;

/// <summary>English for the problems of replicas and their stores.</summary>
internal static class ReplicasMessages
{
    /// <summary>Null for a problem of another room.</summary>
    internal static Message? Find(Problem problem) => problem switch
    {
        AddressInvalid invalid => new Message($"{AddressFaultText.Of(invalid)}; supported are {AddressFaultText.List(invalid.Notations, "and")}", AddressFaultText.Instead(invalid)),
        AddressKindUnsupported(var notations) => new Message($"this kind of address is not supported here: write {AddressFaultText.List(notations, "or")}", $"Write {AddressFaultText.List(notations, "or")}."),
        ObjectTampered(var location, var name) => new Message($"{name} in {location}: the content does not match its hash", "Repair that repository before copying from it."),
        ObjectCutShort(var location, var name, var length) =>
            new Message($"{name} in {location}: fewer than the {length} listed bytes could be read", "Check that repository, then try again."),
        ObjectTooLong(var location, var name, var length) => new Message($"{name} in {location}: {Quantity.Bytes(length)} is more than any writer makes"),
        AuditFileInvalid(var file, var line) => new Message($"{file}: line {line} is not that of an audit file", "Name a file that was exported for an audit."),
        ObjectsNotKept(var location, var count, var first) =>
            new Message($"{location}: {Quantity.Count(count, "object", "objects")} that it accepted cannot be found there, first {first}", "Check the disk of the server, then try again."),
        ObjectTornAndStuck(var location, var name, var length, var wanted) => new Message(
            length == wanted
                ? $"{location}: {name} has other bytes than were sent, and the store refuses to remove it"
                : $"{location}: {name} has {(length is { } torn ? $"only {torn}" : "not all")} of {wanted} bytes, and the store refuses to remove it",
            "Remove that object by hand, or with an account that may, then try again."),
        RcloneFailed(var location, var fault, var words) => new Message($"{location}: {RcloneFaultText.Of(fault)}{(words is null ? "" : $": {words.TrimEnd('.')}")}", RcloneFaultText.Remedy(fault)),
        ConfigurationUnstable(var location) =>
            new Message($"config in {location}: reading it twice gave two results", "Check the disk or the connection, then try again."),
        ConfigurationLengthWrong(var location, var length, var announced) =>
            new Message($"config in {location}: {length} bytes were read, {announced} were announced", "Check the disk or the server, then try again."),
        TargetHoldsOtherRepository(var location) => new Message($"{location}: another repository is already there", "Choose an empty place for this replica."),
        ObjectNotWritable(var location, var name, var cause) =>
            new Message($"{location}: cannot write {name}: {CauseText.Of(cause)}", "Check who owns the directory and whether it is mounted read-only."),
        ObjectNotReadable(var location, var name, var cause) => new Message($"{location}: cannot read {name}: {CauseText.Of(cause)}", "Check who owns the directory."),
        NoSpaceForObject(var location, var name, var length) =>
            new Message($"{location}: no space is left for {name} ({Quantity.Bytes(length)})", "Free some space or choose another place, then try again: nothing is lost."),
        ServerFull(var location, var action, var name) =>
            new Message($"{location}: {ServerFaultText.Of(action, name)}: no space is left there", "Free some space there and try again."),
        ServerFailed(var location, var action, var name, var fault) => new Message(
            $"{location}: {ServerFaultText.Of(action, name)}: {ServerFaultText.Of(fault)}", ServerFaultText.Remedy(fault)),
        CredentialsMissing(var location) => new Message($"{location}: no access key is given", "Set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or name the keys in the settings."),
        CertificateUnreadable(var path, var cause) => new Message($"cannot read certificate {path}: {CauseText.Of(cause)}", "Check the path and who may read the file."),
        CertificateInvalid(var path) => new Message(
            $"{path} is not a certificate in PEM, or lacks its private key", "Use a PEM file; that of a client certificate holds the certificate and its unencrypted key."),
        _ => null,
    };
}
