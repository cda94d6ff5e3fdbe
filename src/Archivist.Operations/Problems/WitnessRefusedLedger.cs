using Archivist.Platform.Problems;

namespace Archivist.Operations.Problems;

/// <summary>A witness refused to cosign the ledger for a reason that says nothing about its history, such as not knowing its key.</summary>
public sealed record WitnessRefusedLedger(string Witness, string Url, int Status, string VerifierKey) : Problem(Failure.None, Witness);
