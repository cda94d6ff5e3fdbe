namespace Archivist.Replicas.Peers;

/// <summary>What each user of a server of peers may do and take. Immutable.</summary>
public sealed record PeerLimits
{
    /// <summary>Bytes that the directory of one user may take, counted in whole blocks; null for any number.</summary>
    public long? Quota { get; init; }

    /// <summary>Bytes per second that one user may send, and as many that one may receive; null for any number.</summary>
    public long? Rate { get; init; }

    /// <summary>Users may remove any object, not only locks.</summary>
    public bool AllowsRemoval { get; init; }

    /// <summary>The requests of one user that are answered at the same time; more are refused.</summary>
    public int ParallelRequests { get; init; } = 32;
}
