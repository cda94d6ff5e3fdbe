namespace Archivist.Reports.Runs;

/// <summary>A set of shares on paper.</summary>
/// <param name="Set">The two words with which they begin.</param>
/// <param name="Needed">How many are needed, as <c>3 of 5</c>.</param>
/// <param name="Made">When they were made.</param>
/// <param name="IsFinished">Each was read back once, and the sheet if there is one.</param>
/// <param name="Tests">When each was good last, group by group; null for never.</param>
public sealed record SharesReport(string Set, string Needed, DateTimeOffset Made, bool IsFinished, IReadOnlyList<DateTimeOffset?> Tests);
