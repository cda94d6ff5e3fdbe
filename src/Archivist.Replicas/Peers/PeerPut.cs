namespace Archivist.Replicas.Peers;

/// <summary>What came of storing an object for a user.</summary>
public enum PeerPut
{
    /// <summary>It is stored and durable.</summary>
    Stored,

    /// <summary>It was there before, with the same bytes.</summary>
    AlreadyThere,

    /// <summary>Another one of that name is there, and stays as it is.</summary>
    Differs,

    /// <summary>Its bytes have another hash than its name says; nothing is kept of it.</summary>
    NameMismatch,

    /// <summary>Fewer bytes came than were announced, or the connection broke; nothing is kept of it.</summary>
    CutShort,

    /// <summary>It is more than the user's quota has left.</summary>
    QuotaExceeded,

    /// <summary>No writer makes one as long as that.</summary>
    TooLong,
}
