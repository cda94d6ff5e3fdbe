using Archivist.Drills;
using Archivist.Evidence;
using Archivist.Platform;
using Archivist.Reports.Runs;

namespace Archivist.Operations.Drilling;

/// <summary>A drill that was run.</summary>
/// <param name="Firmware">What the machine started with.</param>
/// <param name="Result">What came of it.</param>
/// <param name="Key">The key that it was given.</param>
/// <param name="KeyTests">The entries for the ledger that make it a test of that key.</param>
internal sealed record CompletedDrill(Firmware Firmware, RecoveryDrillResult Result, DrillKeyReport Key, IReadOnlyList<LedgerEntry> KeyTests);
