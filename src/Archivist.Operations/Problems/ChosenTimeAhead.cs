using Archivist.Platform.FileSystem;
using Archivist.Platform.Problems;

namespace Archivist.Operations.Problems;

/// <summary>The time that was chosen for a snapshot is after now.</summary>
public sealed record ChosenTimeAhead(GoTime Time) : Problem(Failure.None, "time");
