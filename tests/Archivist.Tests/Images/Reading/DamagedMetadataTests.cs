using System.Buffers.Binary;
using Archivist.Images.Model;
using Archivist.Images.Reading;

namespace Archivist.Tests.Images.Reading;

/// <summary>What describes the files stands on an image several times over; any one of them is enough.</summary>
public sealed class DamagedMetadataTests
{
    private const int Block = 2048;

    [Fact]
    public async Task A_whole_image_has_no_findings()
    {
        using var image = await OpenAsync(await SmallDisc.WriteAsync(SmallDisc.Layout()), null);

        Assert.Equal(DiscFileSystem.Iso9660, image.FileSystem);
        Assert.Empty(image.Findings);
    }

    [Fact]
    public async Task Udf_is_read_where_the_tree_of_Iso_9660_is_damaged()
    {
        var bytes = await SmallDisc.WriteAsync(SmallDisc.Layout());
        DamageRoot(bytes, 16);

        using var image = await OpenAsync(bytes, null);

        Assert.Equal(DiscFileSystem.Udf, image.FileSystem);
        Assert.NotNull(image.Find("names/UPPER"));
        Assert.Single(image.Findings);
    }

    [Fact]
    public async Task Udf_is_read_where_the_volume_descriptors_are_gone()
    {
        var bytes = await SmallDisc.WriteAsync(SmallDisc.Layout());
        bytes.AsSpan(16 * Block, 8 * Block).Clear();

        using var image = await OpenAsync(bytes, null);

        Assert.Equal(DiscFileSystem.Udf, image.FileSystem);
        Assert.NotNull(image.Find("names/UPPER"));
    }

    [Fact]
    public async Task Joliet_is_read_where_everything_else_is_damaged()
    {
        var bytes = await SmallDisc.WriteAsync(SmallDisc.Layout());
        DamageRoot(bytes, 16);
        foreach (var anchor in (int[])[256, bytes.Length / Block - 1, bytes.Length / Block - 257])
            bytes.AsSpan(anchor * Block, 512).Clear();

        using var image = await OpenAsync(bytes, null);

        Assert.Equal(DiscFileSystem.Iso9660, image.FileSystem);
        Assert.NotNull(image.Find("READ ME FIRST.txt"));
        Assert.NotEmpty(image.Findings);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(33)]
    public async Task The_mirror_is_read_where_the_metadata_are_damaged(int block)
    {
        // The entry of the metadata file is the first block of the partition; its bytes begin at the 32nd.
        const int partition = 288;
        var bytes = await SmallDisc.WriteAsync(SmallDisc.Layout() with { Format = new DiscFormat { Udf = UdfRevision.Udf250 } });
        using var whole = await OpenAsync(bytes, DiscFileSystem.Udf);
        bytes.AsSpan((partition + block) * Block, 4 * Block).Fill(0xA5);

        using var image = await OpenAsync(bytes, DiscFileSystem.Udf);

        Assert.NotEmpty(image.Findings);
        Assert.Equal(whole.Root.All().Select(entry => (entry.Path, entry.Length)), image.Root.All().Select(entry => (entry.Path, entry.Length)));
    }

    /// <summary>The first record behind those of the folder itself gets two byte orders that differ.</summary>
    private static void DamageRoot(byte[] bytes, int descriptor)
    {
        var record = (int)BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(descriptor * Block + 158)) * Block;
        record += bytes[record];
        record += bytes[record];
        bytes[record + 2] ^= 1;
    }

    private static Task<DiscImage> OpenAsync(byte[] bytes, DiscFileSystem? fileSystem) =>
        DiscImage.OpenAsync(new MemoryImage(bytes), fileSystem, CancellationToken.None);
}
