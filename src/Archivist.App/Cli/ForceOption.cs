using System.CommandLine;
using Archivist.Discs.Outputs;

namespace Archivist.App.Cli;

/// <summary>The one flag by which every verb is allowed to replace a file that it did not make.</summary>
internal static class ForceOption
{
    internal static Option<bool> Force { get; } = new(OutputPath.ForceFlag) { Description = "Replace a file that exists already." };
}
