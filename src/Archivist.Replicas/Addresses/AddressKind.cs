namespace Archivist.Replicas.Addresses;

/// <summary>What kind of place an address names.</summary>
public enum AddressKind
{
    /// <summary>A directory of this machine.</summary>
    Directory,

    /// <summary>A disc image or a drive.</summary>
    Disc,

    /// <summary>A server that speaks restic's REST protocol.</summary>
    Rest,

    /// <summary>A bucket of a service that speaks S3.</summary>
    S3,

    /// <summary>A remote of rclone.</summary>
    Rclone,

    /// <summary>A directory of a host, reached by SFTP.</summary>
    Sftp,

    /// <summary>Shares, each at an address of its own.</summary>
    Striped,
}
