using Archivist.Platform.Problems;

namespace Archivist.Discs.Problems;

/// <summary>An image does not fit on the medium of its template.</summary>
public sealed record MediumTooSmall(string Template, string Medium, long Needed, long Capacity) : Problem(Failure.NoSpace, Template);
