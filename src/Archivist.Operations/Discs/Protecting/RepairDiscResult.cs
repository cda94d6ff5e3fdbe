using Archivist.Correction.Rs03;

namespace Archivist.Operations.Discs.Protecting;

/// <summary>An image that was repaired as far as its error correction reaches.</summary>
/// <param name="Image">The file; an incomplete copy has a name that says so.</param>
/// <param name="Correction">What was wrong, and what could be corrected.</param>
/// <param name="Elapsed">From the request to the result.</param>
public sealed record RepairDiscResult(string Image, Rs03Verdict Correction, TimeSpan Elapsed) : OperationResult;
