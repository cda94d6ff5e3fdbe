using Archivist.Platform.Kernel;
using Archivist.Platform.Terminals;

namespace Archivist.Platform.Processes;

/// <summary>The end of this process that nothing can hold up.</summary>
public static class ProcessEnd
{
    /// <summary>Ends the process at once (man 2 _exit): no handler runs, no thread is waited for. The terminal shows again what is typed.</summary>
    public static void Now(int code)
    {
        Terminal.Restore();
        if (OperatingSystem.IsLinux())
            Libc.Exit(code);
        Environment.Exit(code);
    }
}
