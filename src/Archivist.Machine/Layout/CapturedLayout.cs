using Archivist.Machine.Reading;
using Archivist.Platform.Problems;

namespace Archivist.Machine.Layout;

/// <summary>A machine's layout. Immutable.</summary>
/// <param name="Files">What the tools wrote, and the README; in the order of their paths.</param>
/// <param name="Problems">Files that are missing, and parts that cannot be rebuilt.</param>
public sealed record CapturedLayout(IReadOnlyList<LayoutFile> Files, IReadOnlyList<Problem> Problems);
