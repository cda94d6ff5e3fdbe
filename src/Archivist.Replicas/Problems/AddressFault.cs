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

    /// <summary>It is a URL without the word that says which protocol the server speaks.</summary>
    ProtocolMissing,

    /// <summary>The word is right but for upper and lower case.</summary>
    Misspelled,

    /// <summary>A directory is written without a scheme.</summary>
    SchemeNeedless,

    /// <summary>No kind of address begins with this word.</summary>
    Unknown,

    /// <summary>No image is named.</summary>
    ImageMissing,

    /// <summary>What follows is no HTTP or HTTPS URL.</summary>
    UrlInvalid,
}
