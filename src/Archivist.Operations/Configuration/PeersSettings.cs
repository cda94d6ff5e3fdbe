namespace Archivist.Operations.Configuration;

/// <summary>How the service keeps repositories of others.</summary>
/// <param name="Directory">The directory with one directory per user.</param>
/// <param name="Listen">Address and port for them.</param>
/// <param name="Users">An htpasswd file.</param>
internal sealed record PeersSettings(string Directory, string Listen, string Users)
{
    /// <summary>Space for each user in bytes; null for no limit.</summary>
    public long? Quota { get; init; }

    /// <summary>Bytes per second for each user and direction; null for no limit.</summary>
    public long? MaxRate { get; init; }

    /// <summary>Users may remove any object, not only locks.</summary>
    public bool AllowsRemoval { get; init; }

    /// <summary>The directory of a witness; null for none.</summary>
    public string? Witness { get; init; }

    /// <summary>Certificate and key; null for no TLS.</summary>
    public (string Certificate, string Key)? Tls { get; init; }
}
