using Archivist.Platform.Problems;
using Archivist.Repository.Stores;

namespace Archivist.Repository.Problems;

/// <summary>The content of an index, snapshot, lock, key or configuration is not well formed.</summary>
public sealed record ObjectMalformed(ObjectName Object, Cause Cause) : Problem(Failure.Tampering, Object.ToString());
