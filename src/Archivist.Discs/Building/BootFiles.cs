using Archivist.Images.Model;

namespace Archivist.Discs.Building;

/// <summary>What makes a disc boot, as files of this machine. Immutable.</summary>
/// <param name="Files">The files, each with its path on the disc; the two boot images are among them.</param>
/// <param name="Setup">Which of them the firmware starts.</param>
public sealed record BootFiles(IReadOnlyList<(string PathOnDisc, string LocalPath)> Files, BootSetup Setup);
