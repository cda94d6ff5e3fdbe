using Archivist.Platform.Problems;

namespace Archivist.Operations.Notifying;

/// <summary>What came of trying a target.</summary>
/// <param name="Name">Its name.</param>
/// <param name="To">Its kind, as in the settings.</param>
/// <param name="Answer">What it answered, in its own words; null when it did not take the test.</param>
/// <param name="Problem">Why it did not; null when it did.</param>
public sealed record TestedTarget(string Name, string To, string? Answer, Problem? Problem);
