using Archivist.Platform.Problems;

namespace Archivist.Operations.Problems;

/// <summary>A witness did not answer in time, so it has not cosigned the ledger.</summary>
public sealed record WitnessSilent(string Witness, string Url, TimeSpan Waited) : Problem(Failure.None, Witness);
