using System.CommandLine;

namespace Archivist.App.Cli;

/// <summary>The one flag by which every verb is allowed to replace a file that it did not make.</summary>
internal static class ForceOption
{
    /// <summary>The flag of all verbs that allows replacing what is there.</summary>
    internal const string Flag = "--force";

    internal static Option<bool> Force { get; } = new(Flag) { Description = "Replace an existing file." };
}
