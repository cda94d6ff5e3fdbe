namespace Archivist.Operations.Archives;

/// <summary>Which paths mean devices.</summary>
internal static class DevicePath
{
    /// <summary>Below /dev on Linux, but for the memory that lies there as files.</summary>
    internal static bool IsDevice(string path)
    {
        var full = Path.GetFullPath(path);
        return full.StartsWith("/dev/", StringComparison.Ordinal) && !full.StartsWith("/dev/shm/", StringComparison.Ordinal);
    }
}
