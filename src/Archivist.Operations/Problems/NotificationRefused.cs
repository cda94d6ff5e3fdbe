using Archivist.Platform.Problems;

namespace Archivist.Operations.Problems;

/// <summary>A target did not take a notification; the answer is in its own words.</summary>
public sealed record NotificationRefused(string Target, string Answer) : Problem(Failure.Failed, Target);
