using Archivist.Images.Model;

namespace Archivist.Discs.Building;

/// <summary>The files of this machine that make a disc bootable. Immutable.</summary>
/// <param name="Files">The files, each with its path on the disc; the two boot images are among them.</param>
/// <param name="Setup">Which of them the firmware starts.</param>
public sealed record BootFiles(IReadOnlyList<(string PathOnDisc, string LocalPath)> Files, BootSetup Setup);
