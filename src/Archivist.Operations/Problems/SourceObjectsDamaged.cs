using Archivist.Platform.Problems;
using Archivist.Repository.Stores;

namespace Archivist.Operations.Problems;

/// <summary>Objects in a source for discs are damaged or cannot be read.</summary>
public sealed record SourceObjectsDamaged(string Source, int Count, ObjectName First) : Problem(Failure.None, Source);
