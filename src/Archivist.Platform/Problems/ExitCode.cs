namespace Archivist.Platform.Problems;

/// <summary>The one place that turns a verdict into the exit code of a process (docs/cli.md).</summary>
public static class ExitCode
{
    /// <summary>The exit code for a verdict; 0 for <see cref="Failure.None"/>.</summary>
    public static int Of(Failure verdict) => (int)verdict;
}
