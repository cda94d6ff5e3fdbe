using Archivist.Platform.Problems;
using Archivist.Repository.Stores;

namespace Archivist.Repository.Problems;

/// <summary>An object of a store is not what was stored.</summary>
public sealed record ObjectDamaged(ObjectName Object, string Location, ObjectDamage Damage) : Problem(Failure.Tampering, Object.ToString());
