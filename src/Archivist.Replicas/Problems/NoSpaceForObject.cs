using Archivist.Platform.Problems;
using Archivist.Repository.Stores;

namespace Archivist.Replicas.Problems;

/// <summary>The file system of a directory is too full for an object.</summary>
public sealed record NoSpaceForObject(string Location, ObjectName Object, long Length) : Problem(Failure.NoSpace, Location);
