using Archivist.Platform.Problems;
using Archivist.Repository.Stores;

namespace Archivist.Replicas.Problems;

/// <summary>The content of an object does not have the hash that is its name.</summary>
public sealed record ObjectTampered(string Location, ObjectName Object) : Problem(Failure.Tampering, Object.ToString());
