using Archivist.Platform.Files;

namespace Archivist.Capture.Capturing;

/// <summary>A directory at the top of a snapshot that is on no disk, with files in it and in directories below. Immutable.</summary>
/// <param name="Name">Its name; no source may have the same place.</param>
/// <param name="Files">Its files, each path once.</param>
public sealed record MadeUpFolder(FileName Name, IReadOnlyList<MadeUpFile> Files);
