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
}
