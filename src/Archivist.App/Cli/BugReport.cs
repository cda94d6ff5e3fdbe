using System.Globalization;
using System.Runtime.InteropServices;
using Archivist.Operations.Configuration;
using Archivist.Operations.Problems;
using Archivist.Platform.Files;

namespace Archivist.App.Cli;

/// <summary>Writes down what a report of a bug needs: the exception with its stack, the version, and the verb without its flags and values, which may be secrets.</summary>
internal static class BugReport
{
    /// <summary>Where the details of bugs go: below the state directory of the user, or else the temporary directory.</summary>
    internal static IReadOnlyList<string> Directories(SettingsEnvironment user) => [Path.Combine(user.StateFolder, "archivist", "bugs"), Path.GetTempPath()];

    /// <summary>Writes the details into the first directory that takes them; only the user can read the file.</summary>
    /// <param name="bug">The bug.</param>
    /// <param name="cause">What was thrown.</param>
    /// <param name="verb">The verb that ran; null when none is known.</param>
    /// <param name="directories">Where to try, in order.</param>
    /// <param name="clock">Dates the file.</param>
    /// <returns>The bug with the path of the file, or as it was where no directory takes one.</returns>
    internal static BugFound Write(BugFound bug, Exception cause, string? verb, IReadOnlyList<string> directories, TimeProvider clock)
    {
        var now = clock.GetUtcNow();
        foreach (var directory in directories)
        {
            try
            {
                DurableFile.CreateDirectory(directory);
                var path = Path.Combine(directory, string.Create(CultureInfo.InvariantCulture, $"archivist-bug-{now:yyyyMMdd'T'HHmmss'Z'}-{Environment.ProcessId}-{Guid.NewGuid():N}.txt"));
                var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
                if (!OperatingSystem.IsWindows())
                    options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
                using var file = new StreamWriter(path, options);
                file.Write(string.Create(CultureInfo.InvariantCulture, $"""
                    archivist {bug.Version}, {RuntimeInformation.FrameworkDescription}, {RuntimeInformation.OSDescription}, {RuntimeInformation.ProcessArchitecture}
                    verb: {verb ?? "unknown"}
                    time: {now:yyyy-MM-dd HH:mm:ss} UTC

                    {cause}

                    """));
                return bug with { Details = path };
            }
            catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
            {
                // The next directory may take it; without any, the line on the terminal has to do.
            }
        }

        return bug;
    }
}
