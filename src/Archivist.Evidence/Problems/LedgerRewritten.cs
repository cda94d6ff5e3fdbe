using Archivist.Platform.Problems;

namespace Archivist.Evidence.Problems;

/// <summary>The first entries are not those of a head that was signed earlier.</summary>
public sealed record LedgerRewritten(long Entries) : Problem(Failure.Tampering, "checkpoint");
