namespace Archivist.Replicas.Problems;

/// <summary>Why an address is refused.</summary>
public enum AddressFault
{
    /// <summary>Nothing is written.</summary>
    Empty,

    /// <summary>It names a Windows share.</summary>
    WindowsShare,

    /// <summary>It is an address of SSH.</summary>
    Ssh,

    /// <summary>It is a URL without the scheme that names the server's protocol.</summary>
    ProtocolMissing,

    /// <summary>The scheme is not in lower case.</summary>
    Misspelled,

    /// <summary>A directory is written without a scheme.</summary>
    SchemeNeedless,

    /// <summary>No kind of address has this scheme.</summary>
    Unknown,

    /// <summary>No image is named.</summary>
    ImageMissing,

    /// <summary>The scheme is not followed by an HTTP or HTTPS URL.</summary>
    UrlInvalid,

    /// <summary>The scheme is not followed by a server and a bucket.</summary>
    BucketInvalid,

    /// <summary>Credentials are written into an address whose kind takes none.</summary>
    HasCredentials,

    /// <summary>The scheme is not followed by the name of an rclone remote, a colon and a path.</summary>
    RemoteInvalid,

    /// <summary>The scheme is not followed by a host and a path.</summary>
    HostInvalid,

    /// <summary>A password is written in the address.</summary>
    PasswordInAddress,

    /// <summary>The path begins with a tilde, which only shells take for the home.</summary>
    HomeInPath,

    /// <summary>The scheme is not followed by a number of recovery shares and addresses of shares.</summary>
    SharesInvalid,

    /// <summary>A share for recovery data is not a directory of this machine.</summary>
    RecoveryShareRemote,
}
