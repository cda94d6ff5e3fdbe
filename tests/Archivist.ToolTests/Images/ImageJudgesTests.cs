using System.Security.Cryptography;
using Archivist.App.Cli;
using Archivist.Images;

namespace Archivist.ToolTests.Images;

/// <summary>Independent programs read an image of ours.</summary>
public sealed class ImageJudgesTests(ImageFixture fixture) : IClassFixture<ImageFixture>
{
    [Fact]
    public async Task Xorriso_lists_every_name_of_rock_ridge_with_its_size()
    {
        var result = await Tool.RunAsync("xorriso", "-indev", fixture.Image, "-find", "/", "-exec", "lsdl", "--");

        Assert.Equal(0, result.ExitCode);
        foreach (var file in fixture.Layout.Files)
        {
            var line = result.Output.Split('\n').FirstOrDefault(line => line.EndsWith($"'/{file.Path}'", StringComparison.Ordinal));
            Assert.True(line is not null, file.Path);
            Assert.Contains($" {file.Content.Length} ", line, StringComparison.Ordinal);
            Assert.StartsWith("-r--r--r--", line, StringComparison.Ordinal);
        }

        Assert.Contains("'/links/relative' -> '../names/upper'", result.Output, StringComparison.Ordinal);
        Assert.Contains("'/links/absolute' -> '/etc/passwd'", result.Output, StringComparison.Ordinal);
        Assert.Matches("drwx------.*'/empty folder'", result.Output);
    }

    [Fact]
    public async Task Xorriso_finds_both_boot_images_the_hybrid_boot_record_and_the_partition()
    {
        var result = await Tool.RunAsync(
            "xorriso", "-indev", fixture.Image, "-report_el_torito", "plain", "-report_system_area", "plain");

        Assert.Matches("El Torito boot img :   1  BIOS  y   none  0x0000  0x00      4", result.Output);
        Assert.Matches("El Torito boot img :   2  UEFI  y   none", result.Output);
        Assert.Contains("boot-info-table grub2-boot-info", result.Output, StringComparison.Ordinal);
        Assert.Contains("MBR protective-msdos-label grub2-mbr", result.Output, StringComparison.Ordinal);
        Assert.Contains("GPT partition path :   1  /boot/efi.img", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Xorriso_checks_the_checksum_tags_and_finds_a_flipped_bit()
    {
        var good = await CheckMediaAsync(fixture.Image);
        Assert.Contains("md5_match", good, StringComparison.Ordinal);
        Assert.Contains("Found matching MD5 superblock tag", good, StringComparison.Ordinal);
        Assert.Contains("Found matching MD5 tree tag", good, StringComparison.Ordinal);
        Assert.Contains("Found matching MD5 session tag", good, StringComparison.Ordinal);

        var damaged = Path.Combine(fixture.Folder, "damaged.iso");
        File.Copy(fixture.Image, damaged);
        await using (var stream = new FileStream(damaged, FileMode.Open))
        {
            stream.Position = ImageMaster.Plan(fixture.Layout).MetadataLength + 123_456;
            var value = stream.ReadByte();
            stream.Position--;
            stream.WriteByte((byte)(value ^ 4));
        }

        Assert.Contains("md5_mismatch", await CheckMediaAsync(damaged), StringComparison.Ordinal);
    }

    /// <summary>7-Zip refuses symbolic links in UDF and then takes ISO 9660; so each tree gets its turn.</summary>
    [Theory]
    [InlineData(true, "Iso")]
    [InlineData(false, "Udf")]
    public async Task Seven_zip_tests_the_image_and_has_nothing_to_say(bool links, string type)
    {
        var image = Path.Combine(fixture.Folder, $"seven-zip-{type}.iso");
        var layout = links ? fixture.Layout : fixture.Layout with { Links = [] };
        await using (var stream = new FileStream(image, FileMode.CreateNew, FileAccess.Write))
            await new ImageMaster().WriteAsync(layout, stream, null, CancellationToken.None);

        var result = await Tool.RunAsync("7z", "t", image);

        Assert.True(result.ExitCode == 0, result.Output);
        Assert.Contains($"Type = {type}", result.Output, StringComparison.Ordinal);
        Assert.Contains("Everything is Ok", result.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("WARNING", result.Output, StringComparison.OrdinalIgnoreCase);
        Assert.Equal(0, (await Tool.RunAsync("7z", "t", "-tiso", image)).ExitCode);
    }

    [Fact]
    public async Task Seven_zip_unpacks_from_udf_what_was_put_in()
    {
        var image = Path.Combine(fixture.Folder, "unpacked.iso");
        var target = Path.Combine(fixture.Folder, "unpacked");
        await using (var stream = new FileStream(image, FileMode.CreateNew, FileAccess.Write))
            await new ImageMaster().WriteAsync(fixture.Layout with { Links = [] }, stream, null, CancellationToken.None);

        var result = await Tool.RunAsync("7z", "x", "-tudf", $"-o{target}", image);

        Assert.True(result.ExitCode == 0, result.Output);
        foreach (var (path, hash) in fixture.Hashes())
        {
            await using var stream = File.OpenRead(Path.Combine(target, path));
            Assert.Equal((path, hash), (path, Convert.ToHexStringLower(await SHA256.HashDataAsync(stream))));
        }
    }

    [Fact]
    public async Task Udfinfo_reads_a_closed_volume_of_revision_1_02()
    {
        var result = await Tool.RunAsync("udfinfo", fixture.Image);

        Assert.Equal(0, result.ExitCode);
        Assert.Contains("label=ARCHIVIST_TEST", result.Output, StringComparison.Ordinal);
        Assert.Contains("udfrev=1.02", result.Output, StringComparison.Ordinal);
        Assert.Contains("integrity=closed", result.Output, StringComparison.Ordinal);
        Assert.Contains($"numfiles={fixture.Layout.Files.Count + fixture.Layout.Links.Count}", result.Output, StringComparison.Ordinal);
        Assert.Equal(2, result.Output.Split("type=ANCHOR").Length - 1);
        Assert.DoesNotContain("warning", result.Output, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Isoinfo_lists_rock_ridge_and_joliet()
    {
        var rockRidge = await Tool.RunAsync("isoinfo", "-R", "-f", "-i", fixture.Image);
        var joliet = await Tool.RunAsync("isoinfo", "-J", "-f", "-i", fixture.Image);

        Assert.Contains("/names/ünïcode and 😀 of some length.txt\n", rockRidge.Output, StringComparison.Ordinal);
        Assert.Equal(fixture.Layout.Files.Count, rockRidge.Output.Split('\n').Count(IsFile));
        Assert.Contains("/many/a file with a rather long name, number 2499.bin\n", joliet.Output, StringComparison.Ordinal);
        Assert.Equal(fixture.Layout.Files.Count, joliet.Output.Split('\n').Count(IsFile));

        bool IsFile(string line) => line.StartsWith('/') && (line.StartsWith("/many/", StringComparison.Ordinal)
            || line.StartsWith("/names/", StringComparison.Ordinal) || line.StartsWith("/boot/", StringComparison.Ordinal)
            || line.StartsWith("/READ", StringComparison.Ordinal) || line == "/repository/config" || line.Length > 70 && line.Contains("/data/"));
    }

    [Fact]
    public async Task Sgdisk_finds_no_problem_in_the_partition_table()
    {
        var result = await Tool.RunAsync("sgdisk", "-v", fixture.Image);

        Assert.Equal(0, result.ExitCode);
        Assert.Contains("No problems found", result.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("Warning", result.Output, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Sfdisk_finds_the_system_partition_and_no_errors()
    {
        var table = await Tool.RunAsync("sfdisk", "-l", fixture.Image);
        var verified = await Tool.RunAsync("sfdisk", "-V", fixture.Image);

        Assert.Contains("Disklabel type: gpt", table.Output, StringComparison.Ordinal);
        Assert.Contains("EFI System", table.Output, StringComparison.Ordinal);
        Assert.Contains("No errors detected", verified.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("iso9660")]
    [InlineData("udf")]
    public async Task The_linux_kernel_mounts_it_and_reads_every_file(string fileSystem)
    {
        var check = Environment.GetEnvironmentVariable("ARCHIVIST_MOUNT_CHECK");
        Assert.SkipWhen(check is null, "ARCHIVIST_MOUNT_CHECK names no program that mounts an image and prints hashes");

        var result = await Tool.RunAsync(check!, "--fs", fileSystem, fixture.Image);

        Assert.True(result.ExitCode == 0, result.Output);
        var seen = result.Output.Split('\n').Where(line => line.Length > 68 && line[64..68] == "  ./")
            .ToDictionary(line => line[68..], line => line[..64]);
        foreach (var (path, hash) in fixture.Hashes())
            Assert.Equal((path, hash), (path, seen.GetValueOrDefault(path)));
        Assert.Equal(fixture.Layout.Files.Count, seen.Count);
        Assert.Contains("'./links/relative' -> '../names/upper'", result.Output, StringComparison.Ordinal);
        Assert.Contains("D 700 0 0 1772368215 ./empty folder", result.Output, StringComparison.Ordinal);
    }

    private static async Task<string> CheckMediaAsync(string image) =>
        (await Tool.RunAsync("xorriso", "-md5", "on", "-indev", image, "-check_media", "use=indev", "what=disc", "--")).Output;
}
