using Archivist.Platform.Problems;

namespace Archivist.Operations.Problems;

/// <summary>A witness could not be reached, so it has not cosigned the ledger.</summary>
public sealed record WitnessUnreachable(string Witness, string Url, Cause Cause) : Problem(Failure.None, Witness);
