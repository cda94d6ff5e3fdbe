using Archivist.Platform.Problems;

namespace Archivist.Evidence.Problems;

/// <summary>The checkpoint has fewer entries than a head that was signed earlier, or is of another ledger.</summary>
public sealed record CheckpointOlder(long AnchorEntries, string AnchorOrigin, long Entries, string Origin) : Problem(Failure.Tampering, "checkpoint");
