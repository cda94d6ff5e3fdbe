using Archivist.Platform.Problems;
using Archivist.Repository.Stores;

namespace Archivist.Repository.Problems;

/// <summary>An object was damaged in memory while it was made, and was not stored.</summary>
public sealed record ObjectDamagedInMemory(ObjectName Object, WriteDamage Damage) : Problem(Failure.Failed, Object.ToString());
