namespace Archivist.Replicas.Peers;

/// <summary>Why a list of users is refused.</summary>
public enum PeerUsersFault
{
    /// <summary>It has no user.</summary>
    Empty,

    /// <summary>A line has no name that can be that of a directory.</summary>
    NameInvalid,

    /// <summary>A line has no bcrypt hash, or one that takes too much work.</summary>
    HashInvalid,

    /// <summary>A name is there twice.</summary>
    NameTwice,

    /// <summary>It has more users than anyone serves.</summary>
    TooMany,
}
