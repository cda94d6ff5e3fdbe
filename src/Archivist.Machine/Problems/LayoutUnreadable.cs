using Archivist.Platform.Problems;

namespace Archivist.Machine.Problems;

/// <summary>A file of a layout is not the output of its tool.</summary>
/// <param name="File">Its path in the layout.</param>
/// <param name="Cause">What the reader of the format says.</param>
public sealed record LayoutUnreadable(string File, Cause Cause) : Problem(Failure.Failed, File);
