namespace Archivist.Operations.Configuration;

/// <summary>How discs are made.</summary>
/// <param name="Template">A name in <c>media-templates/</c>, or the path of a file.</param>
/// <param name="Output">The directory for finished images, absolute.</param>
/// <param name="VolumeLabel">The volume label, or null for the template's.</param>
internal sealed record DiscSettings(string Template, string Output, string? VolumeLabel);
