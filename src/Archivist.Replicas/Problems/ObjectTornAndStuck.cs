using Archivist.Platform.Problems;
using Archivist.Repository.Stores;

namespace Archivist.Replicas.Problems;

/// <summary>A store kept only a part of an object, or other bytes, and refuses its removal and replacement: the object is missing there until an account with more rights removes it.</summary>
/// <param name="Location">The store.</param>
/// <param name="Object">The object.</param>
/// <param name="Length">The number of bytes that the store has; null when it did not say.</param>
/// <param name="Wanted">The number of bytes that the object has.</param>
public sealed record ObjectTornAndStuck(string Location, ObjectName Object, long? Length, long Wanted) : Problem(Failure.MediumFailed, Object.ToString());
