using System.Collections;

namespace Archivist.App.Configuration;

/// <summary>What settings depend on besides files; passed in so that tests decide it.</summary>
/// <param name="Variables">Environment variables, names and values.</param>
/// <param name="WorkingFolder">Absolute.</param>
/// <param name="Home">Stands for <c>~</c>; absolute.</param>
internal sealed record SettingsEnvironment(IDictionary Variables, string WorkingFolder, string Home)
{
    /// <summary>The environment of this process.</summary>
    internal static SettingsEnvironment OfProcess() => new(
        Environment.GetEnvironmentVariables(),
        Environment.CurrentDirectory,
        Environment.GetFolderPath(Environment.SpecialFolder.UserProfile));

    /// <summary>The value of a variable, or null when it is not set or empty.</summary>
    internal string? Find(string variable) => Variables[variable] is string { Length: > 0 } value ? value : null;

    /// <summary>Makes a path of a settings file absolute: <c>~/</c> is the home, anything relative lies beside the file.</summary>
    internal string Resolve(string path, string folder)
    {
        if (path is "~" || path.StartsWith("~/", StringComparison.Ordinal))
            return Path.GetFullPath(Path.Combine(Home, path[1..].TrimStart('/')));
        return Path.GetFullPath(path, folder);
    }
}
