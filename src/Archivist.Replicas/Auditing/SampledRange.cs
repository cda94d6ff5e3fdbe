using Archivist.Repository.Stores;

namespace Archivist.Replicas.Auditing;

/// <summary>A part of an object that is read as a sample.</summary>
/// <param name="Object">The object.</param>
/// <param name="Offset">First byte.</param>
/// <param name="Length">Number of bytes, 1 or more.</param>
public readonly record struct SampledRange(StoredObject Object, long Offset, long Length);
