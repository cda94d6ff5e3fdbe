using Archivist.Platform.Problems;

namespace Archivist.Replicas.Probing;

/// <summary>One request of a probe and its result. Immutable.</summary>
/// <param name="Request">What was asked.</param>
/// <param name="Worked">Whether the place did what it should; null when the request failed, so that <paramref name="Cause"/> says why.</param>
/// <param name="Elapsed">How long it took.</param>
/// <param name="Cause">Why it failed; null when it did not.</param>
public sealed record ProbeStep(ProbeRequest Request, bool? Worked, TimeSpan Elapsed, Cause? Cause);
