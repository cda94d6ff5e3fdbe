using Archivist.Platform.Problems;

namespace Archivist.Reports.Problems;

/// <summary>None of the fonts that pages are printed with is installed.</summary>
public sealed record FontsMissing() : Problem(Failure.Failed, "fonts");
