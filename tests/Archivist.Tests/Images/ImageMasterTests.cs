using Archivist.Images;
using Archivist.Images.Model;
using Archivist.Images.Problems;
using Archivist.Images.Reading;
using Archivist.Platform.Problems;
using Archivist.Repository.Crypto;
using Archivist.Repository.Stores;

namespace Archivist.Tests.Images;

public sealed class ImageMasterTests
{
    [Fact]
    public async Task The_same_layout_gives_the_same_bytes()
    {
        var first = await SmallDisc.WriteAsync(SmallDisc.Layout());
        var second = await SmallDisc.WriteAsync(SmallDisc.Layout());

        Assert.True(first.AsSpan().SequenceEqual(second));
    }

    [Fact]
    public async Task What_is_reported_is_what_was_written_and_was_planned()
    {
        using var stream = new MemoryStream();
        var reported = new List<long>();
        var written = await new ImageMaster().WriteAsync(SmallDisc.Layout(), stream, new Recorder(reported), CancellationToken.None);
        var plan = ImageMaster.Plan(SmallDisc.Layout());

        Assert.Equal(stream.Length, written.Length);
        Assert.Equal(stream.Length, plan.Length);
        Assert.Equal(0, plan.Length % (32 * 1024));
        Assert.Equal(Digest.Of(stream.ToArray()), written.Sha256);
        Assert.Equal(SmallDisc.Layout().Files.Count, written.Files);
        Assert.Equal(SmallDisc.Layout().Files.Sum(file => file.Content.Length), plan.ContentLength);
        Assert.Equal(stream.Length, reported[^1]);
    }

    [Theory]
    [InlineData(DiscFileSystem.Iso9660, true)]
    [InlineData(DiscFileSystem.Iso9660, false)]
    [InlineData(DiscFileSystem.Udf, true)]
    [InlineData(DiscFileSystem.Udf, false)]
    public async Task Everything_comes_back(DiscFileSystem fileSystem, bool boots)
    {
        var layout = SmallDisc.Layout(boots);
        using var image = await DiscImage.OpenAsync(
            new MemoryImage(await SmallDisc.WriteAsync(layout)), fileSystem, CancellationToken.None);

        foreach (var file in layout.Files.Where(file => !boots || file.Path != "boot/eltorito.img"))
        {
            if (fileSystem is DiscFileSystem.Udf && file.Path.Length > 254)
                continue;
            var entry = image.Find(file.Path);
            Assert.True(entry is not null, file.Path);
            Assert.Equal(file.Path, entry.Path);
            Assert.Equal(file.ModifiedAt, entry.ModifiedAt);
            Assert.Equal(file.Mode, entry.Mode);
            using var expected = file.Content.OpenFromStart();
            using var actual = image.OpenFile(file.Path);
            Assert.Equal(await Digest.OfAsync(expected, CancellationToken.None), await Digest.OfAsync(actual, CancellationToken.None));
        }

        foreach (var link in layout.Links)
            Assert.Equal(link.Target, image.Find(link.Path)?.LinkTarget);
        Assert.Equal(0x1C0, image.Find("empty folder")?.Mode);
        Assert.Empty(image.Find("empty folder")!.Children);
        Assert.Equal(layout.VolumeIdentifier, image.VolumeIdentifier);
        Assert.Equal(layout.CreatedAt, image.CreatedAt);
    }

    [Fact]
    public async Task A_name_too_long_for_udf_is_cut_and_marked_there()
    {
        using var image = await DiscImage.OpenAsync(
            new MemoryImage(await SmallDisc.WriteAsync(SmallDisc.Layout())), DiscFileSystem.Udf, CancellationToken.None);

        var name = Assert.Single(image.Find("names")!.Children, child => child.Name.StartsWith("nnn", StringComparison.Ordinal)).Name;
        Assert.Matches("^n+#[0-9A-F]{4}\\.txt$", name);
        Assert.Equal(254, name.Length);
    }

    [Fact]
    public async Task Twenty_thousand_files_come_back_by_both_trees()
    {
        var files = Enumerable.Range(0, 20_000).Select(i => SmallDisc.File($"many/file number {i} of very many.bin", [(byte)i])).ToList();
        var bytes = await SmallDisc.WriteAsync(SmallDisc.Layout() with { Files = files, Boot = null });

        foreach (var fileSystem in Enum.GetValues<DiscFileSystem>())
        {
            using var image = await DiscImage.OpenAsync(new MemoryImage(bytes), fileSystem, CancellationToken.None);
            Assert.Equal(files.Select(file => file.Path).Order(), image.Find("many")!.Children.Select(child => child.Path).Order());
            Assert.Equal(119, image.OpenFile("many/file number 375 of very many.bin").ReadByte());
        }
    }

    [Theory]
    [InlineData(10, 9)]
    [InlineData(10, 11)]
    [InlineData(0, 1)]
    [InlineData(4096, 2048)]
    public async Task A_content_that_is_not_as_long_as_promised_fails_the_image(int promised, int delivered)
    {
        var layout = SmallDisc.Layout(boots: false) with
        {
            Files = [new DiscFile("liar", new Liar(promised, delivered), SmallDisc.CreatedAt), SmallDisc.File("other", [1])],
        };

        var failure = await Assert.ThrowsAsync<ArchivistException>(() => SmallDisc.WriteAsync(layout));

        Assert.Equal(new LayoutFileChanged("liar", promised, IsLonger: delivered > promised), failure.Problem);
    }

    [Fact]
    public async Task A_file_that_cannot_be_read_fails_the_image_and_is_named()
    {
        var layout = SmallDisc.Layout(boots: false) with
        {
            Files = [new DiscFile("gone", new Vanished(), SmallDisc.CreatedAt)],
        };

        var failure = await Assert.ThrowsAsync<ArchivistException>(() => SmallDisc.WriteAsync(layout));

        Assert.Equal("gone", Assert.IsType<LayoutFileNotReadable>(failure.Problem).Path);
    }

    [Theory]
    [InlineData(28, Failure.NoSpace)]
    [InlineData(5, Failure.Failed)]
    public async Task A_destination_that_fails_says_whether_it_is_full(int error, Failure expected)
    {
        var failure = await Assert.ThrowsAsync<ArchivistException>(
            () => new ImageMaster().WriteAsync(SmallDisc.Layout(), new Failing(error), null, CancellationToken.None));

        Assert.Equal(expected, failure.Failure);
    }

    [Fact]
    public async Task Cancelling_stops_the_image()
    {
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => new ImageMaster().WriteAsync(SmallDisc.Layout(), Stream.Null, null, cancelled.Token));
    }

    [Theory]
    [InlineData("")]
    [InlineData("a//b")]
    [InlineData("/a")]
    [InlineData("a/../b")]
    [InlineData("a/.")]
    [InlineData("a\0b")]
    public void A_path_that_no_disc_can_hold_is_refused(string path) =>
        Refused(SmallDisc.Layout(boots: false) with { Files = [SmallDisc.File(path, [1])] });

    [Fact]
    public void A_name_with_half_a_character_is_refused() =>
        Refused(SmallDisc.Layout(boots: false) with { Files = [SmallDisc.File("half " + (char)0xD83D, [1])] });

    [Fact]
    public void A_name_of_more_than_255_bytes_is_refused() =>
        Refused(SmallDisc.Layout(boots: false) with { Files = [SmallDisc.File(new string('é', 128), [1])] });

    [Fact]
    public void Two_files_of_one_path_are_refused() =>
        Refused(SmallDisc.Layout(boots: false) with { Files = [SmallDisc.File("a/b", [1]), SmallDisc.File("a/b", [1])] });

    [Fact]
    public void A_file_below_a_file_is_refused() =>
        Refused(SmallDisc.Layout(boots: false) with { Files = [SmallDisc.File("a", [1]), SmallDisc.File("a/b", [1])] });

    [Fact]
    public void A_boot_image_that_is_not_on_the_disc_is_refused() =>
        Refused(SmallDisc.Layout() with { Files = [SmallDisc.File("a", [1])] });

    [Theory]
    [InlineData("")]
    [InlineData("lower case")]
    [InlineData("A_NAME_OF_MORE_THAN_32_CHARACTERS")]
    public void A_volume_identifier_that_is_none_is_refused(string identifier) =>
        Refused(SmallDisc.Layout() with { VolumeIdentifier = identifier });

    private static void Refused(DiscLayout layout) => Assert.Throws<ArchivistException>(() => ImageMaster.Plan(layout));

    private sealed class Liar(int promised, int delivered) : IReplayableContent
    {
        public long Length => promised;

        public Stream OpenFromStart() => new MemoryStream(new byte[delivered]);
    }

    private sealed class Vanished : IReplayableContent
    {
        public long Length => 10;

        public Stream OpenFromStart() => throw new FileNotFoundException("it was here a moment ago");
    }

    private sealed class Failing(int error) : MemoryStream
    {
        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) =>
            ValueTask.FromException(new IOException("the disk says no", error));
    }

    private sealed class Recorder(List<long> reported) : IProgress<long>
    {
        public void Report(long value) => reported.Add(value);
    }
}
