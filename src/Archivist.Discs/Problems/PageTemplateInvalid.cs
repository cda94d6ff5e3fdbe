using Archivist.Platform.Problems;

namespace Archivist.Discs.Problems;

/// <summary>The template of a page has a placeholder that does not exist, or stray braces.</summary>
/// <param name="File">The template.</param>
/// <param name="Placeholder">The unknown one, without its braces; null for braces that begin none.</param>
public sealed record PageTemplateInvalid(string File, string? Placeholder) : Problem(Failure.Usage, File);
