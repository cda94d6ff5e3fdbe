namespace Archivist.Discs.Outputs;

/// <summary>The kind of object that an output path names.</summary>
public enum OutputKind
{
    /// <summary>A file that is made, or replaced because that was asked for.</summary>
    File,

    /// <summary>A disk, which takes the care of <see cref="Burning.DeviceGuard"/>.</summary>
    Disk,

    /// <summary>A pipe or <c>/dev/null</c>: bytes go in and nothing is overwritten.</summary>
    Stream,
}
