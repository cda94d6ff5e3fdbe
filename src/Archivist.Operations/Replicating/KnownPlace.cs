namespace Archivist.Operations.Replicating;

/// <summary>What is remembered of a repository or a copy that was seen at an address.</summary>
/// <param name="Address">As <see cref="PlaceIdentity.Canonical"/> spells it.</param>
/// <param name="Repository">SHA-256 of the repository's configuration file.</param>
/// <param name="FileSystem">The device number of the file system; null for a server.</param>
/// <param name="SharesFileSystem">True when it lay on one file system with the repository that it is a copy of.</param>
/// <param name="LastSeen">When it was there last.</param>
internal sealed record KnownPlace(string Address, string Repository, ulong? FileSystem, bool SharesFileSystem, DateTimeOffset LastSeen);
