using System.Runtime.InteropServices;
using System.Runtime.Versioning;

namespace Archivist.Discs.Burning.Imapi;

/// <summary>The names that Windows gives volumes, which IMAPI calls drives by.</summary>
[SupportedOSPlatform("windows")]
internal static partial class WindowsVolumes
{
    internal static bool TryGetName(string root, Span<char> name) => GetVolumeNameForVolumeMountPoint(root, name, (uint)name.Length) != 0;

    [LibraryImport("kernel32", EntryPoint = "GetVolumeNameForVolumeMountPointW", StringMarshalling = StringMarshalling.Utf16)]
    private static partial int GetVolumeNameForVolumeMountPoint(string mountPoint, Span<char> name, uint length);
}
