using Archivist.Platform.Problems;

namespace Archivist.Machine.Problems;

/// <summary>A file of the machine's layout is missing, because its tool is missing or failed.</summary>
/// <param name="File">Its path below <c>system/</c>.</param>
/// <param name="Tool">Who would have written it.</param>
/// <param name="Cause">What kept it from that.</param>
/// <param name="IsNeeded">A rebuild cannot do without it; otherwise it only helps.</param>
public sealed record LayoutFileMissing(string File, string Tool, Cause Cause, bool IsNeeded) : Problem(IsNeeded ? Failure.Findings : Failure.None, File);
