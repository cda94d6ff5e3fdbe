using Archivist.Images;
using Archivist.Images.Model;
using Archivist.Images.Reading;
using Archivist.Images.Verifying;
using Archivist.Platform.Problems;
using Archivist.Repository.Crypto;
using Archivist.Repository.Stores;

namespace Archivist.Tests.Images;

public sealed class DiscFormatTests
{
    public static TheoryData<DiscFormat> Formats => new(
        new DiscFormat(),
        new DiscFormat { Udf = UdfRevision.Udf201 },
        new DiscFormat { Udf = UdfRevision.Udf250 },
        new DiscFormat { Udf = UdfRevision.Udf250, IsoLevel = 1, Alignment = 32, Padding = 400, JolietLength = 103, ChecksumTags = false },
        new DiscFormat { Udf = UdfRevision.None, JolietLength = 0, IsoLevel = 2, Alignment = 1, Padding = 0 },
        new DiscFormat { Udf = UdfRevision.None, ChecksumTags = false });

    [Theory]
    [MemberData(nameof(Formats))]
    public async Task Everything_comes_back_and_is_verified(DiscFormat format)
    {
        var layout = Layout() with { Format = format };
        var bytes = await SmallDisc.WriteAsync(layout);
        var again = await SmallDisc.WriteAsync(Layout() with { Format = format });
        Assert.True(bytes.AsSpan().SequenceEqual(again));
        Assert.Equal(bytes.Length, ImageMaster.Plan(layout).Length);
        Assert.Equal(0, bytes.Length / 2048 % format.Alignment);

        foreach (var system in Enum.GetValues<DiscFileSystem>())
        {
            if (system is DiscFileSystem.Udf && format.Udf is UdfRevision.None)
                continue;
            using var image = await DiscImage.OpenAsync(new MemoryImage(bytes), system, CancellationToken.None);
            foreach (var file in layout.Files.Where(file => file.Path != "boot/eltorito.img" && !file.Path.EndsWith(SmallDisc.LongName, StringComparison.Ordinal)))
            {
                var entry = Check(image, file);
                Assert.Equal(file.Content.Length, entry.Length);
                using var expected = file.Content.OpenFromStart();
                using var actual = image.OpenFile(entry);
                Assert.Equal(await Digest.OfAsync(expected, CancellationToken.None), await Digest.OfAsync(actual, CancellationToken.None));
            }

            foreach (var folder in layout.Folders)
                Check(image, folder);
            foreach (var link in layout.Links)
                Assert.Equal(link.Target, Check(image, link).LinkTarget);
            foreach (var special in layout.Specials)
            {
                var entry = Check(image, special);
                Assert.Equal(special.Kind, entry.Kind);
                Assert.Equal((special.Major, special.Minor), entry.Device);
            }

            Assert.Equal(image.Find("names/UPPER")!.Extents, image.Find("another name")!.Extents);
            Assert.Null(image.Find("rr_moved"));
        }

        var verdict = await new ImageVerifier().VerifyAsync(new MemoryImage(bytes), null, CancellationToken.None);
        Assert.Empty(verdict.Findings.Select(finding => finding.Problem));
    }

    [Fact]
    public async Task A_byte_that_changes_in_the_metadata_mirror_is_found()
    {
        var bytes = await SmallDisc.WriteAsync(Layout() with { Boot = null, Format = new DiscFormat { Udf = UdfRevision.Udf250, ChecksumTags = false } });
        // The mirror is the last thing before the backup entries, the reserve sequence and the padding.
        var tail = (8 + 16 + 150 + 16) * 2048;
        bytes[bytes.Length - tail - 40 * 2048 + 100] ^= 1;

        var verdict = await new ImageVerifier().VerifyAsync(new MemoryImage(bytes), null, CancellationToken.None);

        Assert.Contains(verdict.Findings, finding => finding.Thing == "UDF metadata mirror");
    }

    [Theory]
    [InlineData(UdfRevision.Udf102, 800)]
    [InlineData(UdfRevision.Udf201, 229)]
    [InlineData(UdfRevision.Udf250, 400)]
    public async Task A_file_of_more_extents_than_fit_its_entry_comes_back(UdfRevision revision, int blocks)
    {
        var content = SmallDisc.Bytes(blocks * 2048 - 5, 1);
        var layout = SmallDisc.Layout(boots: false) with
        {
            Files = [SmallDisc.File("long", content), SmallDisc.File("short", [1])],
            Format = new DiscFormat { Udf = revision },
            MaxUdfExtent = 2048,
        };
        using var image = await DiscImage.OpenAsync(
            new MemoryImage(await SmallDisc.WriteAsync(layout)), DiscFileSystem.Udf, CancellationToken.None);

        using var actual = image.OpenFile("long");
        Assert.Equal(Digest.Of(content), await Digest.OfAsync(actual, CancellationToken.None));
        Assert.Equal(blocks, image.Find("long")!.Extents.Count);
    }

    [Fact]
    public void Level_2_refuses_a_file_of_four_gibibytes() => Refused(SmallDisc.Layout(boots: false) with
    {
        Files = [new DiscFile("huge", new Huge(), SmallDisc.CreatedAt)],
        Format = new DiscFormat { IsoLevel = 2 },
    });

    [Fact]
    public void Nine_levels_without_Rock_Ridge_are_refused() => Refused(SmallDisc.Layout(boots: false) with
    {
        Files = [SmallDisc.File("1/2/3/4/5/6/7/8/too deep", [1])],
        Format = new DiscFormat { RockRidge = false },
    });

    [Fact]
    public void A_further_name_of_nothing_is_refused() =>
        Refused(SmallDisc.Layout(boots: false) with { HardLinks = [new DiscHardLink("a", "b")] });

    [Theory]
    [InlineData(0, 64, 16, 150)]
    [InlineData(3, 65, 16, 150)]
    [InlineData(3, 64, 17, 150)]
    [InlineData(3, 64, 16, -1)]
    public void Numbers_that_no_image_can_have_are_refused(int level, int joliet, int alignment, int padding) =>
        Refused(SmallDisc.Layout() with
        {
            Format = new DiscFormat { IsoLevel = level, JolietLength = joliet, Alignment = alignment, Padding = padding },
        });

    [Fact]
    public void Names_of_any_bytes_survive()
    {
        byte[] name = [.. "a"u8, 0xFF, 0xC3, 0xA9, 0xC3, .. "z"u8];

        Assert.Equal(name, DiscName.Encode(DiscName.Decode(name)));
        Assert.Equal("plain", DiscName.Decode(DiscName.Encode("plain")));
    }

    private static void Refused(DiscLayout layout) => Assert.Throws<ArchivistException>(() => ImageMaster.Plan(layout));

    private static DiscEntry Check(DiscImage image, DiscNode node)
    {
        var entry = image.Find(node.Path);
        Assert.True(entry is not null, node.Path);
        Assert.Equal(node.ModifiedAt, entry.ModifiedAt);
        Assert.Equal(node.Mode, entry.Mode);
        Assert.Equal((node.UserId, node.GroupId), (entry.UserId, entry.GroupId));
        return entry;
    }

    private static DiscLayout Layout()
    {
        var layout = SmallDisc.Layout();
        var deep = string.Join('/', Enumerable.Range(0, 70).Select(level => $"level {level}"));
        return layout with
        {
            Files =
            [
                .. layout.Files,
                SmallDisc.File(deep + "/bottom", [7]),
                SmallDisc.File("twins/" + deep + "/bottom", [8]),
                new DiscFile("times/1969", new BytesContent(new byte[] { 1 }), new(1969, 5, 1, 2, 3, 4, TimeSpan.Zero), 0xDED) { UserId = 1234, GroupId = 70_000 },
                new DiscFile("times/2038", new BytesContent(new byte[] { 2 }), new(2038, 1, 19, 3, 14, 8, TimeSpan.Zero)),
                new DiscFile("times/2105", new BytesContent(new byte[] { 3 }), new(2105, 12, 31, 23, 59, 59, TimeSpan.Zero)),
                new DiscFile("times/2200", new BytesContent(new byte[] { 3 }), new(2200, 12, 31, 23, 59, 59, TimeSpan.Zero)),
                new DiscFile("times/1850", new BytesContent(new byte[] { 3 }), new(1850, 12, 31, 23, 59, 59, TimeSpan.Zero)),
            ],
            Folders = [.. layout.Folders, new DiscFolder("", SmallDisc.CreatedAt.AddDays(-1), 0x1ED) { UserId = 5 }, new DiscFolder("names", SmallDisc.CreatedAt, 0x3FF)],
            Links =
            [
                .. layout.Links,
                new DiscLink("links/longest", string.Join('/', Enumerable.Repeat(new string('y', 200), 20)), SmallDisc.CreatedAt) { UserId = 9 },
                new DiscLink("links/many", "/" + string.Join('/', Enumerable.Repeat("..", 1300)), SmallDisc.CreatedAt),
            ],
            HardLinks = [new DiscHardLink("another name", "names/UPPER"), new DiscHardLink("names/and another", "names/UPPER")],
            Specials =
            [
                new DiscSpecial("dev/null", DiscEntryKind.CharacterDevice, SmallDisc.CreatedAt, 0x1B6) { Major = 1, Minor = 3 },
                new DiscSpecial("dev/disk", DiscEntryKind.BlockDevice, SmallDisc.CreatedAt) { Major = 259, Minor = 70_000, GroupId = 6 },
                new DiscSpecial("dev/pipe", DiscEntryKind.Fifo, SmallDisc.CreatedAt),
                new DiscSpecial("dev/socket", DiscEntryKind.Socket, SmallDisc.CreatedAt),
            ],
        };
    }

    private sealed class Huge : IReplayableContent
    {
        public long Length => 1L << 32;

        public Stream OpenFromStart() => Stream.Null;
    }
}
