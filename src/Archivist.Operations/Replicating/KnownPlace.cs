namespace Archivist.Operations.Replicating;

/// <summary>What is remembered of a repository or a copy that was seen at an address.</summary>
/// <param name="Address">As <see cref="PlaceIdentity.Canonical"/> spells it.</param>
/// <param name="Repository">SHA-256 of the repository's configuration file.</param>
/// <param name="FileSystem">The device number of the file system; null for a server.</param>
/// <param name="SharesFileSystem">True when it lay on one file system with the repository that it is a copy of.</param>
/// <param name="LastSeen">When it was there last.</param>
internal sealed record KnownPlace(string Address, string Repository, ulong? FileSystem, bool SharesFileSystem, DateTimeOffset LastSeen)
{
    /// <summary>Since when a share of a striped replica has not been found there; null while it is there.</summary>
    public DateTimeOffset? AbsentSince { get; init; }

    /// <summary>Since when its replica does without it; null while it takes part.</summary>
    public DateTimeOffset? GivenUp { get; init; }

    /// <summary>The replica is whole without it.</summary>
    public bool IsSettled { get; init; }
}
