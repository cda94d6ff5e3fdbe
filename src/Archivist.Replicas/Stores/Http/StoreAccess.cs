namespace Archivist.Replicas.Stores.Http;

/// <summary>How a server is spoken to, beyond its address: as whom, whom to trust, and what S3 wants to know. Immutable.</summary>
public sealed record StoreAccess
{
    /// <summary>Nothing but the address.</summary>
    public static StoreAccess None { get; } = new();

    /// <summary>Fetches the credentials when a store first needs them; null when there are none, or when those of the address are meant.</summary>
    public Func<CancellationToken, Task<StoreCredentials?>>? Credentials { get; init; }

    /// <summary>The certificates on both sides.</summary>
    public ServerTrust Trust { get; init; } = ServerTrust.Machine;

    /// <summary>The region of a bucket; null to conclude it from the address, or <c>us-east-1</c>.</summary>
    public string? Region { get; init; }

    /// <summary>The bucket is a part of the host's name (<c>BUCKET.HOST</c>) and not of the path.</summary>
    public bool IsVirtualHost { get; init; }

    /// <summary>The storage class for packs, such as <c>STANDARD_IA</c>; null for the bucket's own.</summary>
    public string? StorageClass { get; init; }

    /// <summary>The credentials, or null.</summary>
    internal async Task<StoreCredentials?> FindCredentialsAsync(CancellationToken cancellationToken) =>
        Credentials is null ? null : await Credentials(cancellationToken);
}
