namespace Archivist.Operations.Configuration;

/// <summary>How a replica on a server is spoken to.</summary>
internal sealed record ReplicaAccess
{
    /// <summary>Nothing but the address.</summary>
    public static ReplicaAccess None { get; } = new();

    /// <summary>The user of a REST server, or the access key of S3, as written; null for none, or where <see cref="UserReference"/> says where it is.</summary>
    public string? User { get; init; }

    /// <summary>Where the user or access key is; null where it is written out, or there is none.</summary>
    public SecretReference? UserReference { get; init; }

    /// <summary>Where the password or secret key is; null for none. Never that of the repository.</summary>
    public SecretReference? Password { get; init; }

    /// <summary>A PEM file, absolute: the only certificate authorities to trust; null for those of the machine.</summary>
    public string? CaCertificate { get; init; }

    /// <summary>A PEM file, absolute, with a certificate and its key to show the server; null for none.</summary>
    public string? ClientCertificate { get; init; }

    /// <summary>The region of a bucket; null for the one that the address names.</summary>
    public string? Region { get; init; }

    /// <summary>The bucket is a part of the host's name.</summary>
    public bool IsVirtualHost { get; init; }

    /// <summary>The storage class of packs; null for the bucket's own.</summary>
    public string? StorageClass { get; init; }
}
