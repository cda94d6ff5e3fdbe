using Archivist.Platform.Problems;

namespace Archivist.Evidence.Problems;

/// <summary>A checkpoint belongs to the ledger of another origin.</summary>
public sealed record LedgerForeign(string Folder, string Origin, string Expected) : Problem(Failure.WrongKey, Folder);
