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
        AddressInvalid invalid => new Message($"{Refused(invalid)}; supported are {List(invalid.Notations, "and")}", Instead(invalid)),
        AddressKindUnsupported(var notations) => new Message($"this kind of address is not supported here: write {List(notations, "or")}", $"Write {List(notations, "or")}."),
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
        RcloneFailed(var location, var fault, var words) => new Message($"{location}: {Of(fault)}{(words is null ? "" : $": {words.TrimEnd('.')}")}", Instead(fault)),
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
            new Message($"{location}: cannot {Verb(action)} {What(action, name)}: no space is left there", "Free some space there and try again."),
        ServerFailed(var location, var action, var name, var fault) => new Message(
            $"{location}: cannot {Verb(action)} {What(action, name)}: {Of(fault)}", Remedy(fault)),
        CredentialsMissing(var location) => new Message($"{location}: no access key is given", "Set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or name the keys in the settings."),
        CertificateUnreadable(var path, var cause) => new Message($"cannot read certificate {path}: {CauseText.Of(cause)}", "Check the path and who may read the file."),
        CertificateInvalid(var path) => new Message(
            $"{path} is not a certificate in PEM, or lacks its private key", "Use a PEM file; that of a client certificate holds the certificate and its unencrypted key."),
        _ => null,
    };

    private static string Refused(AddressInvalid invalid) => invalid.Fault switch
    {
        AddressFault.Empty => "the address is empty",
        AddressFault.WindowsShare => "the address is a Windows share",
        AddressFault.Ssh => $"{invalid.Word}:… is an SSH address without sftp: before it",
        AddressFault.ProtocolMissing => $"{invalid.Word}: alone does not say which protocol the server speaks",
        AddressFault.Misspelled => $"'{invalid.Word}:' is not in lower case",
        AddressFault.SchemeNeedless => $"{invalid.Word}: is not supported",
        AddressFault.Unknown => $"'{invalid.Word}:' is not a supported kind of address",
        AddressFault.ImageMissing => $"{invalid.Word}: is not followed by an image",
        AddressFault.UrlInvalid => $"{invalid.Word}: is not followed by an HTTP or HTTPS URL",
        AddressFault.BucketInvalid => $"{invalid.Word}: is not followed by a server and a bucket",
        AddressFault.HasCredentials => $"the {invalid.Word}: address contains credentials, which do not belong there",
        AddressFault.RemoteInvalid => $"{invalid.Word}: is not followed by the name of a remote, a colon and a path",
        AddressFault.HostInvalid => $"{invalid.Word}: is not followed by a host and a path",
        AddressFault.PasswordInAddress => $"{invalid.Word}: a password does not belong in an address",
        AddressFault.HomeInPath => $"{invalid.Word}: a path cannot begin with '~'",
        AddressFault.SharesInvalid => $"{invalid.Word}: is not followed by a number of recovery shares and the addresses of all shares",
        AddressFault.RecoveryShareRemote => $"{invalid.Word}: a recovery share is not a directory of this machine",
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private static string Instead(AddressInvalid invalid) => invalid.Fault switch
    {
        AddressFault.Empty => $"Write {List(invalid.Notations, "or")}.",
        AddressFault.WindowsShare => "Mount the share and write the directory where it is mounted.",
        AddressFault.Ssh => "Write sftp:USER@HOST:PATH.",
        AddressFault.ProtocolMissing => $"Write rest: before it, as in rest:{invalid.Word}://HOST:PORT/PATH.",
        AddressFault.Misspelled => $"Write {invalid.Word.ToLowerInvariant()}: in lower case.",
        AddressFault.SchemeNeedless => "Write the directory itself, without a scheme.",
        AddressFault.Unknown => "Run 'rclone config' for that place and write rclone:REMOTE:PATH; for a directory of that name write ./ before it.",
        AddressFault.ImageMissing => "Write disc:IMAGE, such as disc:/srv/discs/week-1.iso or disc:/dev/sr0.",
        AddressFault.UrlInvalid => "Write rest:http://HOST:PORT/PATH.",
        AddressFault.BucketInvalid => "Write s3:https://HOST/BUCKET/PREFIX, or s3:http://HOST:PORT/BUCKET for a server without TLS.",
        AddressFault.HasCredentials => "Set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or name the keys in the settings.",
        AddressFault.RemoteInvalid => "Write rclone:REMOTE:PATH with a name that 'rclone listremotes' shows; options of a remote belong in its configuration.",
        AddressFault.HostInvalid => "Write sftp:USER@HOST:PATH, or sftp://USER@HOST:PORT/PATH for another port than 22.",
        AddressFault.PasswordInAddress => "Sign in with a key, or run 'rclone config' for that host and write rclone:REMOTE:PATH.",
        AddressFault.HomeInPath => "Leave '~/' out: a path without a slash in front begins in the home of that user.",
        AddressFault.SharesInvalid => "Name 1 to 16 data shares and then 1 to 4 recovery shares, none of them a disc.",
        AddressFault.RecoveryShareRemote => "Mount that place and name the directory, or let a directory be a recovery share in its place.",
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private static string Of(RcloneFault fault) => fault switch
    {
        RcloneFault.Ended => "rclone does not serve it",
        RcloneFault.EndsAgain => "rclone ends again and again",
        RcloneFault.Silent => "rclone did not begin to serve it in time",
        RcloneFault.RequestFailed => "rclone could not carry out a request",
        RcloneFault.RemoteUnknown => "rclone's configuration has no remote of that name",
        RcloneFault.HostKeyUnknown => "the host is not among the known hosts of SSH",
        RcloneFault.HostKeyDiffers => "the key of the host is not the one among the known hosts of SSH",
        RcloneFault.KnownHostsMissing => "there is no file of known hosts of SSH to check the host against",
        RcloneFault.KeyRefused => "the host accepts no key of this user",
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private static string Instead(RcloneFault fault) => fault switch
    {
        RcloneFault.RemoteUnknown => "Write a name that 'rclone listremotes' shows, or run 'rclone config'.",
        RcloneFault.HostKeyUnknown or RcloneFault.KnownHostsMissing =>
            "Run 'ssh-keyscan HOST' (with -p PORT), compare the keys with what the host's owner says, and append them to ~/.ssh/known_hosts.",
        RcloneFault.HostKeyDiffers =>
            "If the host is right, only another type of its key may be known: compare the lines of 'ssh-keyscan HOST' (with -p PORT) with what its owner says, and append them to ~/.ssh/known_hosts.",
        RcloneFault.KeyRefused => "Load a key with ssh-add, or name one in RCLONE_SFTP_KEY_FILE; ssh-copy-id brings its public half to the host.",
        _ => "Try 'rclone lsd' with that place, then again; other copies are used meanwhile.",
    };

    private static string List(IReadOnlyList<string> notations, string conjunction)
    {
        var forms = notations.Select(notation => notation.Length == 0 ? "a directory" : notation).ToList();
        return forms.Count < 2 ? string.Concat(forms) : $"{string.Join(", ", forms.SkipLast(1))} {conjunction} {forms[^1]}";
    }

    private static string Verb(ServerAction action) => action switch
    {
        ServerAction.Read => "read",
        ServerAction.Write => "write",
        ServerAction.LookUp => "look up",
        ServerAction.List => "list",
        ServerAction.Remove => "remove",
        ServerAction.Create => "create",
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private static string What(ServerAction action, string name) => action is ServerAction.Create ? "a repository" : name;

    private static string Remedy(ServerFault fault) => fault switch
    {
        ServerFault.BucketMissing => "Check the address, or create the bucket.",
        ServerFault.KeysRejected or ServerFault.AccessDenied => "Check the access key, the secret key and what they permit.",
        ServerFault.ClockSkewed => "Set the clock of this machine.",
        ServerFault.Archived => "Have the service restore it to a class that can be read, then try again.",
        _ => "Check the address, the network and whether the server runs; other copies are used meanwhile.",
    };

    private static string Of(ServerFault fault) => fault switch
    {
        ServerFault.Silent => "no answer",
        ServerFault.Stalled => "the transfer stalled",
        ServerFault.Disconnected => "the connection broke",
        ServerFault.Refused => "connection refused",
        ServerFault.Unreachable => "the connection failed",
        ServerFault.HostUnknown => "the name of the server cannot be resolved",
        ServerFault.CertificateUntrusted => "the certificate of the server is not trusted, or is for another name",
        ServerFault.NotHttp => "the answer is not valid HTTP",
        ServerFault.Unauthorized => "the server wants another user or password (answer 401)",
        ServerFault.Status(var code) => $"answer {code}",
        ServerFault.Redirected(var code, var host) =>
            $"the server redirects to {host ?? "nowhere"} (answer {code}); redirects are not followed, so write that address if it is right",
        ServerFault.RangesIgnored => "the server ignores ranges",
        ServerFault.RangeWrong => "the server sent another range than was requested",
        ServerFault.LengthWrong(null, _) => "the server accepted it and does not have it",
        ServerFault.LengthWrong(var length, var sent) => $"{sent} bytes were sent, {length} are there",
        ServerFault.WebPage => "the answer is a web page, such as a login page",
        ServerFault.LengthMissing => "the server does not report its length",
        ServerFault.ListingTooLong(var limit) => $"the listing has more than {limit} entries, which no repository has",
        ServerFault.ListingInvalid => "the listing is not the JSON of the protocol",
        ServerFault.ListingEntryInvalid(var number) => $"entry {number} of the listing is invalid",
        ServerFault.BucketListingInvalid => "the answer is not the XML of S3",
        ServerFault.BucketMissing => "the bucket does not exist",
        ServerFault.AccessDenied => "access denied: wrong access key or secret key, or a key without that permission (answer 403)",
        ServerFault.KeysRejected(var code) => $"the access key or the secret key is wrong ({code})",
        ServerFault.ClockSkewed => "the clocks of this machine and the server differ by too much",
        ServerFault.Archived => "the object is in an archive class and must be restored there before it can be read",
        ServerFault.ContentMismatch => "the bytes that arrived there do not match the object's hash",
        ServerFault.Rejected(var answer, var code) => $"answer {answer} ({code})",
        _ => throw new System.Diagnostics.UnreachableException(),
    };
}
