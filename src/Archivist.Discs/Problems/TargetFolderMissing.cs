using Archivist.Platform.Problems;

namespace Archivist.Discs.Problems;

/// <summary>The directory for an image does not exist or is none.</summary>
public sealed record TargetFolderMissing(string Folder) : Problem(Failure.MediumFailed, Folder);
