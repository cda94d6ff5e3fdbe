using Archivist.Platform.Problems;

namespace Archivist.Correction.Problems;

/// <summary>PAR2 files are damaged, or do not go together.</summary>
public sealed record Par2Invalid(Cause Cause) : Problem(Failure.Tampering, "PAR2");
