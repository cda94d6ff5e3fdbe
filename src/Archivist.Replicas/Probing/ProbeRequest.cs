namespace Archivist.Replicas.Probing;

/// <summary>What a probe asks of a place, in the order in which it asks.</summary>
public enum ProbeRequest
{
    /// <summary>Store an empty lock, which every reader of locks ignores.</summary>
    PutEmpty,

    /// <summary>Remove it again: only where that works is anything else stored.</summary>
    RemoveEmpty,

    /// <summary>Store an object of random bytes.</summary>
    Put,

    /// <summary>Read an object whole.</summary>
    Read,

    /// <summary>Read a part of it.</summary>
    ReadRange,

    /// <summary>Read parts that end or begin after its end, which must fail.</summary>
    ReadPastEnd,

    /// <summary>Look up its length.</summary>
    LookUp,

    /// <summary>Find it in a listing.</summary>
    List,

    /// <summary>In a bucket: store it again on condition that it is not there, which should be refused.</summary>
    PutIfAbsent,

    /// <summary>In a bucket: state its SHA-256.</summary>
    StateDigest,

    /// <summary>Store other bytes under its name, after which the first must still be there.</summary>
    PutAgain,

    /// <summary>Remove it.</summary>
    Remove,

    /// <summary>Store bytes under a name that is not their hash, which should leave nothing.</summary>
    PutMismatch,

    /// <summary>In a bucket: say how it is set.</summary>
    ReadBucket,

    /// <summary>In a bucket: list the storage classes of packs, and read one of each.</summary>
    ReadClasses,
}
