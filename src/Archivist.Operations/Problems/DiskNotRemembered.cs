using Archivist.Platform.Problems;

namespace Archivist.Operations.Problems;

/// <summary>Under which dirty bitmaps a block source was captured cannot be recorded.</summary>
public sealed record DiskNotRemembered(string Address, Cause Cause) : Problem(Failure.None, Address);
