using Archivist.Platform.Problems;

namespace Archivist.Operations.Problems;

/// <summary>There is no ledger where the settings say.</summary>
public sealed record LedgerNotBegun(string Directory) : Problem(Failure.Failed, Directory);
