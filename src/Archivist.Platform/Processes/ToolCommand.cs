namespace Archivist.Platform.Processes;

/// <summary>Another program and its arguments: always a list, never a line for a shell to take apart.</summary>
/// <param name="Tool">A name that is searched in PATH and the sbin directories, or a path.</param>
/// <param name="Arguments">Handed over one by one, whatever characters they hold.</param>
public sealed record ToolCommand(string Tool, IReadOnlyList<string> Arguments)
{
    /// <summary>The Debian package that brings the tool; named in the hint when it is missing.</summary>
    public string? Package { get; init; }

    /// <summary>Where the tool runs; the directory of this process unless given.</summary>
    public string? WorkingFolder { get; init; }

    /// <summary>Added to the inherited environment; null removes a variable.</summary>
    public IReadOnlyDictionary<string, string?> Environment { get; init; } = new Dictionary<string, string?>();

    /// <summary>
    /// Runs the tool in a session of its own (man 1 setsid), where that program is installed: Ctrl+C in the terminal then reaches this process alone, which still
    /// needs the tool to finish in order. False by default.
    /// </summary>
    public bool HasOwnSession { get; init; }

    /// <summary>How many bytes of each captured stream are accepted before the tool is stopped.</summary>
    public int CaptureLimit { get; init; } = 64 * 1024 * 1024;
}
