using Archivist.Correction.Rs03;
using Archivist.Images.Reading;
using Archivist.Images.Verifying;

namespace Archivist.ToolTests.Images;

/// <summary>Our reader reads images of other programs.</summary>
public sealed class ForeignImageTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("archivist-foreign-").FullName;
    private readonly Dictionary<string, byte[]> _files = new()
    {
        ["plain.txt"] = [1, 2, 3],
        ["empty"] = [],
        ["folder/ünïcode name with spaces.bin"] = ImageFixture.Bytes(100_000, 1),
        ["1/2/3/4/5/6/7/8/9/10/deep"] = ImageFixture.Bytes(5000, 2),
    };

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("genisoimage", DiscFileSystem.Iso9660, "-R")]
    [InlineData("genisoimage", DiscFileSystem.Iso9660, "-udf", "-J", "-R", "-D")]
    [InlineData("genisoimage", DiscFileSystem.Udf, "-udf", "-J", "-R", "-D")]
    [InlineData("genisoimage", DiscFileSystem.Iso9660, "-J", "-D")]
    [InlineData("xorriso", DiscFileSystem.Iso9660, "-as", "mkisofs", "-R")]
    [InlineData("xorriso", DiscFileSystem.Iso9660, "-as", "mkisofs", "-J")]
    public async Task Every_file_comes_back(string tool, DiscFileSystem fileSystem, params string[] options)
    {
        var tree = await WriteTreeAsync();
        var target = Path.Combine(_folder, "foreign.iso");

        var result = await Tool.RunAsync(tool, [.. options, "-o", target, tree]);
        Assert.True(result.ExitCode == 0, result.Output);

        using var image = await DiscImage.OpenAsync(FileImageSource.Open(target), fileSystem, CancellationToken.None);
        foreach (var (path, bytes) in _files)
        {
            await using var stream = image.OpenFile(path);
            using var copy = new MemoryStream();
            await stream.CopyToAsync(copy);
            Assert.Equal(bytes, copy.ToArray());
        }
    }

    [Fact]
    public async Task Links_and_modes_come_back_from_rock_ridge()
    {
        var tree = await WriteTreeAsync();
        File.CreateSymbolicLink(Path.Combine(tree, "link"), "../else/where");
        Assert.Equal(0, (await Tool.RunAsync("chmod", "500", Path.Combine(tree, "plain.txt"))).ExitCode);
        var target = Path.Combine(_folder, "foreign.iso");

        var result = await Tool.RunAsync("xorriso", "-as", "mkisofs", "-R", "-o", target, tree);
        Assert.True(result.ExitCode == 0, result.Output);

        using var image = await ProtectedImage.OpenAsync(target, CancellationToken.None);
        Assert.Equal("../else/where", image.Find("link")!.LinkTarget);
        Assert.Equal(0x140, image.Find("plain.txt")!.Mode);
    }

    [Fact]
    public async Task A_sound_foreign_image_is_good_but_not_taken_for_one_of_ours()
    {
        var target = Path.Combine(_folder, "foreign.iso");
        var result = await Tool.RunAsync("xorriso", "-as", "mkisofs", "-R", "-o", target, await WriteTreeAsync());
        Assert.True(result.ExitCode == 0, result.Output);

        var verdict = await new ImageVerifier { ObjectsFolder = null }.VerifyAsync(target, null, CancellationToken.None);
        var ours = await new ImageVerifier().VerifyAsync(target, null, CancellationToken.None);

        Assert.True(verdict.IsGood, string.Join("; ", verdict.Findings));
        Assert.Equal(_files.Count, verdict.Files);
        Assert.False(ours.IsGood);
    }

    private async Task<string> WriteTreeAsync()
    {
        var tree = Path.Combine(_folder, "tree");
        foreach (var (path, bytes) in _files)
        {
            var file = Path.Combine(tree, path);
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            await using var stream = new FileStream(file, FileMode.CreateNew);
            await stream.WriteAsync(bytes);
        }

        return tree;
    }
}
