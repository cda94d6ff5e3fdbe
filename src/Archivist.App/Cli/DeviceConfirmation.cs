using System.CommandLine;
using System.Text;
using Archivist.Discs.Burning;
using Archivist.Platform.Problems;
using Archivist.Platform.Terminals;

namespace Archivist.App.Cli;

/// <summary>What every verb asks before it overwrites a disk, and the flags that answer.</summary>
internal static class DeviceConfirmation
{
    internal static Option<bool> BuiltIn { get; } = new("--built-in") { Description = "Allow a disk that is neither removable nor on USB." };

    internal static Option<string?> Confirm { get; } = new("--confirm") { Description = "The device again: overwrite this disk without asking.", HelpName = "device" };

    /// <summary>Twice, and the second time by its name: everything on the disk is lost.</summary>
    internal static void Ask(string device, RecorderMedium medium, string? confirmed)
    {
        if (confirmed == device)
            return;
        if (confirmed is not null || Console.IsInputRedirected)
        {
            throw new ArchivistException(Failure.Usage, confirmed is null ? $"{device}: there is no terminal to ask whether it may be overwritten" : $"--confirm {confirmed}: the disk is {device}")
            {
                Hint = $"Give --confirm {device} if everything on it may be lost.",
            };
        }

        Console.Error.Write($"Everything on {device} ({medium.Name ?? medium.Kind}, {Quantity.Bytes(medium.Capacity ?? 0)}) will be lost. Go on? (yes/no) ");
        var isSure = ReadLine() is "yes";
        if (isSure)
        {
            Console.Error.Write($"Type its name to overwrite it: ");
            isSure = ReadLine() == device;
        }

        if (!isSure)
            throw new ArchivistException(Failure.Usage, $"{device}: nothing was written") { Hint = $"Answer yes, and then {device}." };
    }

    private static string? ReadLine() => Terminal.ReadLine() is { } line ? Encoding.UTF8.GetString(line).Trim() : null;
}
