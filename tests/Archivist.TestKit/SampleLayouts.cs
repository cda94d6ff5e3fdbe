using Archivist.Machine.Reading;

namespace Archivist.TestKit;

/// <summary>Layouts of five workstations, made of the outputs of real tools.</summary>
public static class SampleLayouts
{
    /// <summary>Their names.</summary>
    public static IReadOnlyList<string> Names => ["ext4-bios", "ext4-uefi", "lvm-xfs-bios", "luks-uefi", "btrfs-uefi"];

    /// <summary>Where they lie.</summary>
    public static string Folder => Path.Combine(CheckedOut.Root, "tests", "Archivist.Tests", "Machine", "Layouts");

    /// <summary>The files of one.</summary>
    public static IReadOnlyList<LayoutFile> Read(string name)
    {
        var folder = Path.Combine(Folder, name);
        return [.. Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal).Select(path => new LayoutFile(Path.GetRelativePath(folder, path), File.ReadAllBytes(path)))];
    }
}
