using Archivist.Evidence;

namespace Archivist.Operations.Serving;

/// <summary>A witness that was created.</summary>
/// <param name="Directory">Where it is.</param>
/// <param name="Key">The key that verifies its cosignatures.</param>
public sealed record CreateWitnessResult(string Directory, NoteKey Key) : OperationResult;
