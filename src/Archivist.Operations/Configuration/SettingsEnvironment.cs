using System.Collections;

namespace Archivist.Operations.Configuration;

/// <summary>What settings depend on besides files; passed in so that tests decide it.</summary>
/// <param name="Variables">Environment variables, names and values.</param>
/// <param name="WorkingFolder">Absolute.</param>
/// <param name="Home">Stands for <c>~</c>; absolute.</param>
public sealed record SettingsEnvironment(IDictionary Variables, string WorkingFolder, string Home)
{
    /// <summary>The value of a variable, or null when it is not set or empty.</summary>
    public string? Find(string variable) => Variables[variable] is string { Length: > 0 } value ? value : null;

    /// <summary>Where programs of the user keep what can be made again: <c>$XDG_CACHE_HOME</c> or <c>~/.cache</c>.</summary>
    public string CacheFolder => Find("XDG_CACHE_HOME") ?? Path.Combine(Home, ".cache");

    /// <summary>Where programs of the user keep what they have learned: <c>$XDG_STATE_HOME</c>, if absolute, or <c>~/.local/state</c>.</summary>
    public string StateFolder => Find("XDG_STATE_HOME") is { } named && Path.IsPathRooted(named) ? named : Path.Combine(Home, ".local", "state");

    /// <summary>Makes a path of a settings file absolute: <c>~/</c> is the home, anything relative lies beside the file.</summary>
    public string Resolve(string path, string folder)
    {
        if (path is "~" || path.StartsWith("~/", StringComparison.Ordinal))
            return Path.GetFullPath(Path.Combine(Home, path[1..].TrimStart('/')));
        return Path.GetFullPath(path, folder);
    }
}
