using Archivist.Platform.Problems;

namespace Archivist.Machine.Problems;

/// <summary>A file that the plan needs is missing in a layout.</summary>
/// <param name="File">Its path in the layout.</param>
public sealed record LayoutIncomplete(string File) : Problem(Failure.Failed, File);
