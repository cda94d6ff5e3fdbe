using Archivist.Platform.Problems;

namespace Archivist.Operations.Problems;

/// <summary>An entry and the tiles of the ledger do not lead to the signed root.</summary>
public sealed record LedgerNotProvable(string Directory, long Entry) : Problem(Failure.Tampering, Directory);
