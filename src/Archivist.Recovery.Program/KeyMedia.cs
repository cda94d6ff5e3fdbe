using Archivist.Keys.Age;
using Archivist.Platform.Files;
using Archivist.Platform.Problems;
using Archivist.Platform.Processes;

namespace Archivist.Recovery.Program;

/// <summary>
/// Looks for identity files of age on USB sticks, cards and further discs, and on a device that is named. Media are mounted read-only, one after the other, in such a way that not even the journal of a
/// file system is written; built-in disks are left alone unless one is named.
/// </summary>
internal sealed class KeyMedia(RecoveryMachine machine)
{
    private const string MountPoint = "/run/archivist/keys";
    private const string Listing = "/sys/class/block";

    /// <summary>More files are not looked at on one medium: a key lies in the first or second directory, and not among thousands.</summary>
    private const int MostFiles = 2000;

    /// <summary>Each with the options that keep it from writing.</summary>
    private static readonly (string Type, string Options)[] FileSystems = [("vfat", "ro"), ("exfat", "ro"), ("ext4", "ro,noload"), ("iso9660", "ro"), ("udf", "ro")];

    private static ReadOnlySpan<byte> Beginning => "AGE-SECRET-KEY-"u8;

    /// <summary>Finds identity files on everything that can be plugged in.</summary>
    internal async IAsyncEnumerable<FoundKey> FindAsync([System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var device in ListRemovable())
        {
            await foreach (var key in FindOnAsync(device, cancellationToken))
                yield return key;
        }
    }

    /// <summary>Finds identity files on one device.</summary>
    /// <param name="device">Its device file.</param>
    /// <param name="cancellationToken">Stops.</param>
    internal static async IAsyncEnumerable<FoundKey> FindOnAsync(string device, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (!await MountAsync(device, cancellationToken))
            yield break;
        List<FoundKey> found;
        try
        {
            found = [.. ReadFrom(MountPoint, device)];
        }
        finally
        {
            await RunAsync("umount", [MountPoint], CancellationToken.None);
        }

        foreach (var key in found)
            yield return key;
    }

    /// <summary>The identity files in a directory and in those directly below it. What cannot be read, or is something else, is passed over.</summary>
    /// <param name="folder">The directory.</param>
    /// <param name="device">What it is on, for display.</param>
    internal static IEnumerable<FoundKey> ReadFrom(string folder, string device)
    {
#pragma warning disable RS0030 // Passing over what cannot be looked at is the aim: a key on a stick that is damaged elsewhere still opens.
        var options = new EnumerationOptions { RecurseSubdirectories = true, MaxRecursionDepth = 1, AttributesToSkip = FileAttributes.ReparsePoint, IgnoreInaccessible = true };
#pragma warning restore RS0030
        foreach (var file in new DirectoryInfo(folder).EnumerateFiles("*", options).Take(MostFiles).OrderBy(file => file.FullName, StringComparer.Ordinal))
        {
            if (file.Length is > 0 and <= AgeIdentityFile.LargestSize && TryRead(file.FullName) is { } identities)
                yield return new FoundKey($"{Path.GetRelativePath(folder, file.FullName)} on {device}", identities);
        }
    }

    /// <summary>Reads one file; null when it holds no identity.</summary>
    private static IReadOnlyList<AgeIdentity>? TryRead(string path)
    {
        try
        {
            var content = File.ReadAllBytes(path);
            return content.AsSpan().IndexOf(Beginning) < 0 ? null : AgeIdentityFile.Parse(content, path);
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException or ArchivistException)
        {
            return null;
        }
    }

    /// <summary>Partitions and whole devices that hang on USB, lie in a card reader or say themselves that their medium can be taken out, but for the one that the machine was started from.</summary>
    private IReadOnlyList<string> ListRemovable() => !FileLookup.IsDirectory(Listing) ? [] :
    [
        .. Directory.GetDirectories(Listing).Where(IsRemovable).Select(folder => "/dev/" + Path.GetFileName(folder))
            .Where(device => !device.StartsWith(machine.MediumDevice, StringComparison.Ordinal) && !machine.MediumDevice.StartsWith(device, StringComparison.Ordinal))
            .Order(StringComparer.Ordinal),
    ];

    private static bool IsRemovable(string folder)
    {
        var name = Path.GetFileName(folder);
        if (name.StartsWith("loop", StringComparison.Ordinal) || name.StartsWith("ram", StringComparison.Ordinal) || name.StartsWith("fd", StringComparison.Ordinal))
            return false;
        // The link leads through every bus to the device, so a partition says the same as its disk.
        var place = Directory.ResolveLinkTarget(folder, returnFinalTarget: true)?.FullName ?? folder;
        return place.Contains("/usb", StringComparison.Ordinal) || place.Contains("/mmc_host/", StringComparison.Ordinal) || place.Contains("/virtual/", StringComparison.Ordinal) is false
            && (Says(place) || Says(Path.GetDirectoryName(place)!));

        static bool Says(string place) => Path.Combine(place, "removable") is var file && FileLookup.IsFile(file) && File.ReadAllText(file).Trim() == "1";
    }

    private static async Task<bool> MountAsync(string device, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(MountPoint);
        foreach (var (type, options) in FileSystems)
        {
            if (await RunAsync("mount", ["-t", type, "-o", options, device, MountPoint], cancellationToken) == 0)
                return true;
        }

        return false;
    }

    private static async Task<int> RunAsync(string tool, IReadOnlyList<string> arguments, CancellationToken cancellationToken) =>
        (await ToolProcess.RunAsync(new ToolCommand(tool, arguments), cancellationToken)).ExitCode;
}
