using Archivist.Platform.Problems;
using Archivist.Repository.Stores;

namespace Archivist.Replicas.Problems;

/// <summary>An object in a directory cannot be read.</summary>
public sealed record ObjectNotReadable(string Location, ObjectName Object, Cause Cause) : Problem(Failure.Failed, Location);
