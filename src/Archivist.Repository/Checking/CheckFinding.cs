using Archivist.Platform.Problems;

namespace Archivist.Repository.Checking;

/// <summary>One defect of a repository.</summary>
/// <param name="Problem">What is wrong.</param>
public sealed record CheckFinding(Problem Problem)
{
    /// <summary>True when content that a snapshot needs is lost here; false for a defect that only costs space.</summary>
    public bool LosesData => Problem.Failure is Failure.DataLoss;
}
