using Archivist.Images;
using Archivist.Images.Mastering;
using Archivist.Images.Model;
using Archivist.Images.Reading;
using Archivist.Images.Verifying;

namespace Archivist.Tests.Images.Mastering;

/// <summary>Names are unique in every tree of an image, whatever bytes they are.</summary>
public sealed class DiscNamesTests
{
    [Theory]
    [MemberData(nameof(Siblings))]
    public async Task Every_name_is_found_in_every_tree_and_the_image_is_good(string[] names)
    {
        var image = await MasterAsync(names);
        using var disc = await DiscImage.OpenAsync(new MemoryImage(image), DiscFileSystem.Iso9660, TestContext.Current.CancellationToken);
        using var udf = await DiscImage.OpenAsync(new MemoryImage(image), DiscFileSystem.Udf, TestContext.Current.CancellationToken);
        foreach (var root in new[] { disc.Root, udf.Root, await JolietAsync(image) })
        {
            var files = root.All().Where(entry => entry.Kind is DiscEntryKind.File).ToList();
            Assert.Equal(names.Length, files.Select(file => file.Name).Distinct(StringComparer.Ordinal).Count());
            Assert.Equal(Enumerable.Range(0, names.Length).Select(number => (byte)number), files.Select(Content).Order());
        }

        byte Content(DiscEntry entry)
        {
            using var stream = disc.OpenFile(entry);
            return (byte)stream.ReadByte();
        }

        var verdict = await new ImageVerifier { ObjectsFolder = null }.VerifyAsync(new MemoryImage(image), null, TestContext.Current.CancellationToken);
        Assert.Empty(verdict.Findings);
    }

    public static TheoryData<string[]> Siblings() => new()
    {
        // Composed, decomposed, and Latin-1 bytes that are shown like the first.
        new[] { "café.txt", "cafe\u0301.txt", "caf\uDCE9.txt" },
        // Bytes that another name is already marked with.
        new[] { "\uDCE9", "é", "é#0000", "\uDCE9#0000" },
        new[] { "README.txt", "readme.txt", "Readme.TXT", "readme~1.txt" },
        new[] { "CON", "con.txt", "_CON", "nul.tar.gz", "COM1", "name.", "name ", "name_", "a:b", "a_b", "a?b" },
        new[] { new string('n', 250) + "\uDCE9", new string('n', 250) + "é", new string('n', 251) },
    };

    [Fact]
    public async Task Names_that_Windows_takes_for_one_are_apart_in_Joliet()
    {
        var root = await JolietAsync(await MasterAsync(["A.txt", "a.TXT", "ÄRGER", "ärger", "AUX", "aux", "end.", "end_"]));
        var names = root.Children.Select(child => child.Name).ToList();
        Assert.Equal(8, names.Distinct(StringComparer.OrdinalIgnoreCase).Count());
        Assert.DoesNotContain(names, name => name.EndsWith('.') || name.Equals("aux", StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public void What_Windows_cannot_tell_apart_or_open_is_counted()
    {
        var names = WindowsNames.Of(Layout(["a", "A", "b", "CON", "x?y"]));
        Assert.Equal((1, 2), (names.Alike, names.Closed));
        Assert.Equal("A", names.FirstAlike);
        Assert.Equal("CON", names.FirstClosed);
    }

    private static async Task<DiscEntry> JolietAsync(byte[] image)
    {
        var reader = new BlockReader(new MemoryImage(image));
        var volume = await IsoVolume.ReadAsync(reader, TestContext.Current.CancellationToken);
        return await IsoTree.ReadJolietAsync(reader, volume!, TestContext.Current.CancellationToken);
    }

    private static async Task<byte[]> MasterAsync(string[] names)
    {
        using var image = new MemoryStream();
        await new ImageMaster().WriteAsync(Layout(names), image, null, TestContext.Current.CancellationToken);
        return image.ToArray();
    }

    private static DiscLayout Layout(string[] names) => new()
    {
        VolumeIdentifier = "NAMES",
        CreatedAt = SmallDisc.CreatedAt,
        Files = [.. names.Select((name, number) => SmallDisc.File(name, [(byte)number]))],
    };
}
