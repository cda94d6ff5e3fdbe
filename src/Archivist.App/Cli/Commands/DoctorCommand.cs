using System.CommandLine;
using Archivist.Images.Reading;
using Archivist.Platform.Files;
using Archivist.Platform.Processes;

namespace Archivist.App.Cli.Commands;

/// <summary><c>archivist doctor</c></summary>
internal static class DoctorCommand
{
    /// <summary>What each feature needs of the system: a program or a file, and the Debian package that brings it.</summary>
    internal static readonly (string Thing, string Package, string For)[] Needs =
    [
        ("dpkg-deb", "dpkg", "disc build"),
        ("apt-get", "apt", "disc build"),
        ("xorriso", "xorriso", "disc burn"),
        ("/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf", "fonts-dejavu-core", "disc label"),
        ("qemu-system-x86_64", "qemu-system-x86", "drill"),
        ("/usr/share/OVMF/OVMF_CODE_4M.fd", "ovmf", "drill"),
        ("socat", "socat", "drill"),
        ("qemu-nbd", "qemu-utils", "snapshot --block of images such as qcow2"),
        ("qemu-img", "qemu-utils", "machines on top of a disk that mount --nbd serves"),
        ("fusermount3", "fuse3", "mount by others than root"),
        ("/usr/lib/x86_64-linux-gnu/libzstd.so.1", "libzstd1", "everything"),
        ("/usr/lib/x86_64-linux-gnu/libcrypto.so.3", "libssl3", "everything"),
    ];

    internal static Command Create()
    {
        var command = new Command("doctor", "Say what this machine lacks, and the one command that installs it.");
        command.SetAction(Run);
        return command;
    }

    private static int Run(ParseResult parsed)
    {
        var missing = Needs.Where(need => !IsThere(need.Thing)).ToList();
        var packages = missing.Select(need => need.Package).Distinct().ToList();
        parsed.Context().Output.Show(
            new DoctorRecord("doctor", missing.Count == 0, [.. missing.Select(need => need.Thing)], packages),
            CliJson.Default.DoctorRecord,
            record => record.IsComplete
                ? "Nothing is missing."
                : string.Concat(missing.Select(need => $"{need.Thing} is missing (for {need.For})\n")) + $"Install it all with: apt-get install -y {string.Join(' ', packages)}");
        return missing.Count == 0 ? 0 : 1;
    }

    private static bool IsThere(string thing) => thing.StartsWith('/') ? FileLookup.Find(thing) is not null : ToolProcess.Find(thing) is not null;
}
