using Archivist.Platform.Problems;

namespace Archivist.Discs.Problems;

/// <summary>The medium of a template has too little room for its error correction.</summary>
public sealed record CorrectionDoesNotFit(string Template, Cause Cause) : Problem(Failure.NoSpace, Template);
