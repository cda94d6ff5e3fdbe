using System.Runtime.InteropServices;

namespace Archivist.App.Cli;

/// <summary>How many files this process may have open at once (man 2 getrlimit).</summary>
internal static partial class OpenFileLimit
{
    private const int NumberOfFiles = 7;
    private const ulong Fewest = 128, Wanted = 4096;

    /// <summary>Raises a low limit as far as the user may; false when what is left is not enough to work with.</summary>
    internal static bool TryRaise()
    {
        if (!OperatingSystem.IsLinux() || GetLimit(NumberOfFiles, out var limit) != 0 || limit.Soft >= Wanted)
            return true;
        // Only a privileged user may go beyond the hard limit.
        var raised = new Limit { Soft = Wanted, Hard = Math.Max(limit.Hard, Wanted) };
        if (SetLimit(NumberOfFiles, raised) == 0)
            return true;
        raised = new Limit { Soft = limit.Hard, Hard = limit.Hard };
        return SetLimit(NumberOfFiles, raised) == 0 ? limit.Hard >= Fewest : limit.Soft >= Fewest;
    }

    [LibraryImport("libc", EntryPoint = "getrlimit")]
    private static partial int GetLimit(int resource, out Limit limit);

    [LibraryImport("libc", EntryPoint = "setrlimit")]
    private static partial int SetLimit(int resource, in Limit limit);

    /// <summary>struct rlimit of sys/resource.h.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private struct Limit
    {
        internal ulong Soft, Hard;
    }
}
