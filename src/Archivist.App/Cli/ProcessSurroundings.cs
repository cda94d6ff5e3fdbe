using Archivist.Operations.Configuration;

namespace Archivist.App.Cli;

/// <summary>The variables, the working directory and the home of this process; nothing below the front end looks at them.</summary>
internal static class ProcessSurroundings
{
    internal static SettingsEnvironment Read() => new(
        Environment.GetEnvironmentVariables(),
        Environment.CurrentDirectory,
        Environment.GetFolderPath(Environment.SpecialFolder.UserProfile, Environment.SpecialFolderOption.DoNotVerify));
}
