using Archivist.Platform.Problems;

namespace Archivist.Replicas.Reading;

/// <summary>What one copy contributed to a piece of work.</summary>
/// <param name="Name">The name of the copy.</param>
/// <param name="Bytes">Bytes from it that were used.</param>
/// <param name="UnusedBytes">Bytes from it that arrived for nothing, because another copy was faster.</param>
/// <param name="WrongRanges">The number of its answers whose bytes were wrong.</param>
/// <param name="Failures">The number of its requests that failed or brought nothing in time.</param>
/// <param name="LastFailure">The last reason for which a request failed; null when none did.</param>
public sealed record CopyShare(string Name, long Bytes, long UnusedBytes, int WrongRanges, int Failures, Cause? LastFailure);
