namespace Archivist.Platform;

/// <summary>Which programs run on this machine. Linux only.</summary>
public static class ProcessNames
{
    /// <summary>True when a process has a name that begins so; what cannot be looked up does not count.</summary>
    public static bool IsRunning(string name)
    {
        foreach (var process in Directory.EnumerateDirectories("/proc").Where(path => char.IsAsciiDigit(path[6])))
        {
            try
            {
                if (File.ReadAllText(process + "/comm").StartsWith(name, StringComparison.Ordinal))
                    return true;
            }
            catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
            {
                // It has ended meanwhile.
            }
        }

        return false;
    }
}
