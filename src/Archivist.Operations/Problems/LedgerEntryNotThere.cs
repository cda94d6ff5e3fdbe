using System.Globalization;
using Archivist.Platform.Problems;

namespace Archivist.Operations.Problems;

/// <summary>The ledger has no entry of that number, or never had that many.</summary>
public sealed record LedgerEntryNotThere(long Number, long Entries) : Problem(Failure.Usage, Number.ToString(CultureInfo.InvariantCulture));
