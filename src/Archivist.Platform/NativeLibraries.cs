using System.Runtime.InteropServices;

namespace Archivist.Platform;

/// <summary>
/// The one switch between native libraries and their managed stand-ins (docs/decisions/managed-stand-ins.md): libcrypto and libzstd where they load, and
/// otherwise BouncyCastle and ZstdSharp. Thread-safe.
/// </summary>
public static class NativeLibraries
{
    /// <summary>
    /// An <see cref="AppContext"/> switch, also for a runtimeconfig.json: true chooses the stand-ins although the libraries are there. It has to be set
    /// before the first use.
    /// </summary>
    public const string AvoidSwitch = "Archivist.AvoidNativeLibraries";

    /// <summary>True when each of the libraries loads, and they are not avoided.</summary>
    public static bool Use(params ReadOnlySpan<string> libraries)
    {
        if (AppContext.TryGetSwitch(AvoidSwitch, out var areAvoided) && areAvoided)
            return false;
        foreach (var library in libraries)
        {
            if (!NativeLibrary.TryLoad(library, out _))
                return false;
        }

        return true;
    }
}
