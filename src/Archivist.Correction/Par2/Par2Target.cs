using Microsoft.Win32.SafeHandles;

namespace Archivist.Correction.Par2;

/// <summary>The target of a file that PAR2 reconstructs.</summary>
/// <param name="File">Open for reading and writing.</param>
/// <param name="Offset">Where the file begins in it, in bytes.</param>
/// <param name="IsOwn">Nothing else lies in it: it is cut to its length and closed when it is done.</param>
public readonly record struct Par2Target(SafeFileHandle File, long Offset, bool IsOwn)
{
    /// <summary>A new file of its own.</summary>
    public static Par2Target OfFile(string path) => new(System.IO.File.OpenHandle(path, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.Read), 0, IsOwn: true);
}
