namespace Archivist.Reports.Runs;

/// <summary>One rule of the placement policy.</summary>
/// <param name="Name">copies, vendors, geographies or offline.</param>
/// <param name="Wanted">How many there must be.</param>
/// <param name="Counted">How many there are.</param>
/// <param name="Met">There are enough.</param>
public sealed record PolicyRule(string Name, int Wanted, int Counted, bool Met);
