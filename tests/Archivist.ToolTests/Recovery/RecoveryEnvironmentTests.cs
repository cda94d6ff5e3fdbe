using System.Diagnostics;
using System.Security.Cryptography;
using Archivist.App.Cli;
using Archivist.Platform.Processes;
using Archivist.Recovery.Builder;

namespace Archivist.ToolTests.Recovery;

public sealed class RecoveryEnvironmentTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("archivist-").FullName;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task It_holds_everything_that_a_disc_boots_from()
    {
        var environment = await BuiltEnvironment.GetAsync(Cancellation);
        Assert.Equal(
            [".archivist/boot-certificates.json", ".disk/info", "boot/efi.img", "boot/grub/eltorito.img", "boot/grub/grub.cfg", "boot/initrd.img", "boot/vmlinuz", "live/root.squashfs"],
            environment.Files.Select(file => file.PathOnDisc));
        Assert.Equal(512, environment.MasterBootCode.Length);
        Assert.Contains(environment.Packages, package => package.StartsWith("linux-image-", StringComparison.Ordinal));
        Assert.True(new FileInfo(LocalPath(environment, "boot/initrd.img")).Length < 6_000_000);
        Assert.True(new FileInfo(LocalPath(environment, "live/root.squashfs")).Length < 60_000_000);
    }

    [Fact]
    public async Task Built_again_from_the_same_packages_it_has_the_same_bytes()
    {
        var first = await BuiltEnvironment.GetAsync(Cancellation);
        File.CreateSymbolicLink(Path.Combine(_folder, "packages"), Path.Combine(BuiltEnvironment.CacheFolder, "packages"));

        var second = await new RecoveryEnvironmentBuilder().BuildAsync(new RecoveryEnvironmentOptions(_folder), null, Cancellation);

        Assert.Equal(first.Key, second.Key);
        Assert.Equal(first.Packages, second.Packages);
        Assert.True(first.MasterBootCode.Span.SequenceEqual(second.MasterBootCode.Span));
        foreach (var (one, other) in first.Files.Zip(second.Files))
            Assert.Equal((one.PathOnDisc, await HashAsync(one.LocalPath)), (other.PathOnDisc, await HashAsync(other.LocalPath)));
    }

    [Fact]
    public async Task A_second_build_takes_what_the_first_has_made()
    {
        var first = await BuiltEnvironment.GetAsync(Cancellation);
        var watch = Stopwatch.StartNew();
        var second = await new RecoveryEnvironmentBuilder().BuildAsync(
            new RecoveryEnvironmentOptions(BuiltEnvironment.CacheFolder), null, Cancellation);
        Assert.Equal(first.Files, second.Files);
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(15), $"It took {watch.Elapsed}.");
    }

    [Fact]
    public async Task The_efi_system_image_is_a_clean_file_system_with_the_signed_loaders()
    {
        var image = LocalPath(await BuiltEnvironment.GetAsync(Cancellation), "boot/efi.img");
        (await RunAsync("fsck.vfat", "-n", "-v", image)).EnsureSuccess();
        foreach (var name in new[] { "BOOTX64.EFI", "grubx64.efi", "mmx64.efi" })
        {
            var copy = Path.Combine(_folder, name);
            (await RunAsync("mcopy", "-i", image, $"::/EFI/BOOT/{name}", copy)).EnsureSuccess();
            byte[] start = [.. (await File.ReadAllBytesAsync(copy, Cancellation)).Take(2)];
            Assert.Equal("MZ", System.Text.Encoding.ASCII.GetString(start));
        }
    }

    [Fact]
    public async Task The_live_system_holds_the_program_and_belongs_to_nobody_in_particular()
    {
        var image = LocalPath(await BuiltEnvironment.GetAsync(Cancellation), "live/root.squashfs");
        var lines = (await RunAsync("unsquashfs", "-lln", image)).EnsureSuccess().OutputText
            .Split('\n').Where(line => line.Contains("squashfs-root", StringComparison.Ordinal)).ToList();

        Assert.All(lines, line => Assert.Matches("^([d-](rwxr-xr-x|rw-r--r--)|lrwxrwxrwx) 0/0 +[0-9]+ 1970-01-01 00:00 ", line));
        foreach (var name in new[] { "/opt/archivist/Archivist.Recovery.dll", "/usr/share/dotnet/dotnet", "/usr/sbin/mke2fs", "/usr/lib64/ld-linux-x86-64.so.2" })
            Assert.Single(lines, line => line.EndsWith("squashfs-root" + name, StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_first_files_are_an_archive_that_cpio_reads()
    {
        var image = LocalPath(await BuiltEnvironment.GetAsync(Cancellation), "boot/initrd.img");
        var archive = (await RunAsync("zstd", "-dc", image)).EnsureSuccess().Output;
        var listing = await ToolProcess.RunAsync(new ToolCommand("cpio", ["-itv", "--numeric-uid-gid"]), archive, Cancellation);

        var lines = listing.EnsureSuccess().OutputText.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.True(archive.Length < 14_000_000, $"{archive.Length} bytes are slow to unpack at start.");
        Assert.Contains(lines, line => line.StartsWith("-rwxr-xr-x", StringComparison.Ordinal) && line.EndsWith(" init", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.StartsWith("crw-------", StringComparison.Ordinal) && line.Contains("5,   1", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.EndsWith(" bin/mount -> busybox", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.EndsWith("/isofs.ko", StringComparison.Ordinal));
    }

    private static Task<ToolResult> RunAsync(string tool, params string[] arguments) =>
        ToolProcess.RunAsync(new ToolCommand(tool, arguments), Cancellation);

    private static string LocalPath(RecoveryEnvironment environment, string pathOnDisc) =>
        environment.Files.Single(file => file.PathOnDisc == pathOnDisc).LocalPath;

    private static async Task<string> HashAsync(string path)
    {
        await using var content = File.OpenRead(path);
        return Convert.ToHexStringLower(await SHA256.HashDataAsync(content, Cancellation));
    }
}
