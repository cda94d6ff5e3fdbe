namespace Archivist.Operations.Running;

/// <summary>What the steps of a schedule made. The verdict is the most severe failure of a step.</summary>
/// <param name="Schedule">The schedule's name.</param>
/// <param name="Image">The image that was made; null without one.</param>
/// <param name="Reports">The reports that were written.</param>
/// <param name="Elapsed">From the request to the result.</param>
public sealed record RunScheduleResult(string Schedule, string? Image, IReadOnlyList<string> Reports, TimeSpan Elapsed) : OperationResult
{
    /// <summary>The last run was finished, or there was none, so nothing was done.</summary>
    public bool IsNothingToContinue { get; init; }
}
