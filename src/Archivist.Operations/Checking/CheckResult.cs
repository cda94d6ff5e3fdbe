using Archivist.Repository.Checking;

namespace Archivist.Operations.Checking;

/// <summary>How a repository is.</summary>
/// <param name="Report">What was found.</param>
/// <param name="Elapsed">From the request to the result.</param>
public sealed record CheckResult(CheckReport Report, TimeSpan Elapsed) : OperationResult;
