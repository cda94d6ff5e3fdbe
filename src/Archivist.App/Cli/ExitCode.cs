using Archivist.Platform.Problems;

namespace Archivist.App.Cli;

/// <summary>The one place that turns a verdict into the exit code of the process (docs/cli.md).</summary>
internal static class ExitCode
{
    /// <summary>The exit code for a verdict; 0 for <see cref="Failure.None"/>.</summary>
    internal static int Of(Failure verdict) => (int)verdict;
}
