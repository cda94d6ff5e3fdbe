using System.CommandLine;
using System.Text;
using Archivist.App.Messages;
using Archivist.Discs.Burning;
using Archivist.Platform.Problems;
using Archivist.Platform.Terminals;
using Archivist.Platform.Text;

namespace Archivist.App.Cli;

/// <summary>What every verb asks before it overwrites a disk, and the flags that answer.</summary>
internal static class DeviceConfirmation
{
    internal static Option<bool> BuiltIn { get; } = new("--built-in") { Description = "Allow a disk that is neither removable nor on USB." };

    internal static Option<string?> Confirm { get; } = new("--confirm") { Description = "Overwrite this device without asking; repeat its path.", HelpName = "device" };

    /// <summary>Asks twice, and the second time for the name: everything on the disk is lost.</summary>
    /// <exception cref="ArchivistException"><see cref="Failure.Usage"/>: there is no one to ask, or another device was confirmed.</exception>
    internal static bool Ask(string device, RecorderMedium medium, string? confirmed)
    {
        if (confirmed == device)
            return true;
        if (confirmed is not null || Console.IsInputRedirected)
        {
            throw CommandLineProblem.Usage(
                confirmed is null ? $"{device}: there is no terminal to ask whether it may be overwritten" : $"--confirm {confirmed}: the disk is {device}",
                $"Give --confirm {device} if everything on it may be lost.");
        }

        Console.Error.Write($"Everything on {device} ({medium.Name ?? medium.Kind}, {Quantity.Bytes(medium.Capacity ?? 0)}) will be lost. Go on? (yes/no) ");
        var isSure = ReadLine() is "yes";
        if (isSure)
        {
            Console.Error.Write($"Type its name to overwrite it: ");
            isSure = ReadLine() == device;
        }

        return isSure;
    }

    private static string? ReadLine() => Terminal.ReadLine() is { } line ? Encoding.UTF8.GetString(line).Trim() : null;
}
