using Archivist.Platform.Problems;

namespace Archivist.Operations.Problems;

/// <summary>A share is not good.</summary>
/// <param name="Share">How it was named; not its words.</param>
/// <param name="Because">What is wrong with it.</param>
public sealed record ShareRefused(string Share, Problem Because) : Problem(Failure.Failed, Share);
