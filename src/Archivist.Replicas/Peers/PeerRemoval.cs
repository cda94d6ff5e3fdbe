namespace Archivist.Replicas.Peers;

/// <summary>What came of removing an object for a user.</summary>
public enum PeerRemoval
{
    /// <summary>It is gone.</summary>
    Removed,

    /// <summary>It was not there.</summary>
    Missing,

    /// <summary>Only locks may be removed.</summary>
    Refused,
}
