using Archivist.Platform.Problems;
using Archivist.Repository.Stores;

namespace Archivist.Replicas.Problems;

/// <summary>An object is longer than any writer makes one.</summary>
public sealed record ObjectTooLong(string Location, ObjectName Object, long Length) : Problem(Failure.Tampering, Object.ToString());
