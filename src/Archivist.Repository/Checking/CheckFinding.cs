using Archivist.Platform.Problems;

namespace Archivist.Repository.Checking;

/// <summary>One thing that is wrong with a repository.</summary>
/// <param name="Problem">What is wrong.</param>
public sealed record CheckFinding(Problem Problem)
{
    /// <summary>True when content that a snapshot needs is gone here; false for what costs nothing but space.</summary>
    public bool LosesData => Problem.Failure is Failure.DataLoss;
}
