namespace Archivist.Discs.Problems;

/// <summary>The component that writes an image.</summary>
public enum RecorderKind
{
    /// <summary>The kernel, to a disk.</summary>
    Disk,

    /// <summary>The file system, to a file.</summary>
    File,

    /// <summary>IMAPI 2 of Windows.</summary>
    Imapi,
}
