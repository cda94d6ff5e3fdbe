namespace Archivist.Operations.Replicating;

/// <summary>Whether a copy may be begun at a place that holds none.</summary>
internal enum Beginning
{
    /// <summary>No: what should be there is missing.</summary>
    Never,

    /// <summary>No, but a striped replica that is there may have a new share.</summary>
    NewShares,

    /// <summary>Only where none was ever seen.</summary>
    WhereNoneWas,

    /// <summary>Yes, also where one was lost or has moved to another file system.</summary>
    Always,
}
