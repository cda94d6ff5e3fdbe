using Archivist.Platform.Blocks;
using Archivist.Platform.Problems;

namespace Archivist.Discs.Problems;

/// <summary>A file is not changed in place because something uses it as a disk.</summary>
public sealed record OutputInUse(string Path, DeviceUse Use) : Problem(Failure.Usage, Path);
