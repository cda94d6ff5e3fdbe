namespace Archivist.TestKit;

/// <summary>How an <see cref="S3Impostor"/> deceives.</summary>
public enum S3Lie
{
    /// <summary>Not at all.</summary>
    None,

    /// <summary>Objects are listed as they are, and other bytes of the same length are sent.</summary>
    WrongBody,

    /// <summary>The first version of an object is sent, whatever was put since.</summary>
    OldVersion,

    /// <summary>Half of each object is sent as if it were all, and listed as a whole.</summary>
    Truncated,

    /// <summary>A page for people, with the status of success, answers every request to read.</summary>
    ErrorPage,

    /// <summary>A page for people in valid XML.</summary>
    ErrorPageInXml,

    /// <summary>Too many requests: 503 with a time to wait.</summary>
    SlowDown,

    /// <summary>A request for a part is answered with another part.</summary>
    OtherRange,

    /// <summary>Listings never end: each page leads to itself.</summary>
    EndlessListing,

    /// <summary>There is no room for more.</summary>
    Full,

    /// <summary>The clock of the server is a day ahead.</summary>
    SkewedClock,

    /// <summary>Packs lie in an archive class.</summary>
    Archived,
}
