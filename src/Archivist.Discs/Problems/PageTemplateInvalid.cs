using Archivist.Platform.Problems;

namespace Archivist.Discs.Problems;

/// <summary>The template of a page has a placeholder that does not exist, or stray braces.</summary>
public sealed record PageTemplateInvalid(string File, Cause Cause) : Problem(Failure.Usage, File);
