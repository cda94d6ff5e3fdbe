using Archivist.Platform.Problems;
using Archivist.Repository.Stores;

namespace Archivist.Replicas.Problems;

/// <summary>An object cannot be written to a directory.</summary>
public sealed record ObjectNotWritable(string Location, ObjectName Object, Cause Cause) : Problem(Failure.Failed, Location);
