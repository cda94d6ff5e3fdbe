using System.CommandLine;
using System.Runtime.InteropServices;
using Archivist.Platform;

namespace Archivist.App.Cli.Commands;

/// <summary><c>archivist version</c></summary>
internal static class VersionCommand
{
    internal static Command Create()
    {
        var command = new Command("version", "Show the version.");
        command.SetAction(parsed => parsed.Context().Output.Show(
            new ProgramRecord("version", Product.Version, RuntimeInformation.FrameworkDescription, RuntimeInformation.OSDescription),
            static json => json.ProgramRecord,
            record => $"archivist {record.Version} ({record.Runtime}, {record.System})"));
        return command;
    }
}
