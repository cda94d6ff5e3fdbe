using Archivist.Platform.Kernel;

namespace Archivist.Platform.Processes;

/// <summary>How many files this process may have open at once (man 2 getrlimit).</summary>
public static class OpenFileLimit
{
    private const ulong Fewest = 128, Wanted = 4096;

    /// <summary>Raises a low limit as far as the user may; false when what is left is not enough to work with.</summary>
    public static bool TryRaise()
    {
        if (!OperatingSystem.IsLinux() || Libc.GetLimit(Libc.NumberOfFiles, out var limit) != 0 || limit.Soft >= Wanted)
            return true;
        // Only a privileged user may go beyond the hard limit.
        var raised = new Libc.ResourceLimit { Soft = Wanted, Hard = Math.Max(limit.Hard, Wanted) };
        if (Libc.SetLimit(Libc.NumberOfFiles, raised) == 0)
            return true;
        raised = new Libc.ResourceLimit { Soft = limit.Hard, Hard = limit.Hard };
        return Libc.SetLimit(Libc.NumberOfFiles, raised) == 0 ? limit.Hard >= Fewest : limit.Soft >= Fewest;
    }
}
