using Archivist.App.Messages;
using Archivist.Platform;
using Archivist.Platform.Problems;

namespace Archivist.App.Cli;

/// <summary>The environment variable that chooses the managed stand-ins of native libraries although these are there.</summary>
internal static class NativeLibrariesVariable
{
    internal const string Name = "ARCHIVIST_NATIVE_LIBRARIES";

    /// <summary>Passes <c>off</c> on to <see cref="NativeLibraries"/>, before anything is encrypted, compressed or hashed.</summary>
    /// <exception cref="ArchivistException"><see cref="Failure.Usage"/>: it is neither <c>on</c> nor <c>off</c>.</exception>
    internal static void Obey(string? value)
    {
        if (value is not (null or "" or "on" or "off"))
            throw CommandLineProblem.Usage($"{Name}={value}: it is neither 'on' nor 'off'", "Unset it, or set it to 'off' to do without libcrypto and libzstd.");
        if (value is "off")
            AppContext.SetSwitch(NativeLibraries.AvoidSwitch, true);
    }
}
