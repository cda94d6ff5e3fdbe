using Archivist.Replicas.Problems;

namespace Archivist.Messages.English;

/// <summary>What is wrong with an address, in English.</summary>
internal static class AddressFaultText
{
    /// <summary>What is wrong, as a clause.</summary>
    internal static string Of(AddressInvalid invalid) => invalid.Fault switch
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

    /// <summary>What to write instead, as sentences.</summary>
    internal static string Instead(AddressInvalid invalid) => invalid.Fault switch
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

    /// <summary>The notations that are possible, as an enumeration.</summary>
    internal static string List(IReadOnlyList<string> notations, string conjunction)
    {
        var forms = notations.Select(notation => notation.Length == 0 ? "a directory" : notation).ToList();
        return forms.Count < 2 ? string.Concat(forms) : $"{string.Join(", ", forms.SkipLast(1))} {conjunction} {forms[^1]}";
    }
}
