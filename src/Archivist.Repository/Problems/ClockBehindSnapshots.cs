using Archivist.Platform.FileSystem;
using Archivist.Platform.Problems;

namespace Archivist.Repository.Problems;

/// <summary>Snapshots that are dated after this machine's clock do not count for retention, and stay.</summary>
public sealed record ClockBehindSnapshots(GoTime Now, int Snapshots) : Problem(Failure.None, "retention");
