using Archivist.Discs.Planning;
using Archivist.Discs.Sets;
using Archivist.Images;
using Archivist.Images.Model;
using Archivist.Platform.Problems;
using Archivist.Repository.Crypto;
using Archivist.Repository.Stores;
using Archivist.TestKit;
using Archivist.Tests.Images;

namespace Archivist.Tests.Discs.Planning;

public sealed class PackPlacementTests
{
    [Fact]
    public void Each_pack_is_placed_once_no_volume_is_overfull_and_what_comes_later_did_not_fit()
    {
        for (var seed = 0; seed < 300; seed++)
        {
            var random = new Random(seed);
            var packs = Packs(random, random.Next(0, 60), 1, 5000);
            var rooms = Enumerable.Range(0, 4).Select(_ => random.Next(6000, 40_000)).ToList();
            VolumeRoom RoomOf(int volume) => new("volume", rooms[Math.Min(volume, rooms.Count - 1)], Measure);

            var volumes = PackPlacement.Place(packs, RoomOf);

            Assert.Equal(packs.Order(Comparer), volumes.SelectMany(volume => volume).Order(Comparer));
            for (var v = 0; v < volumes.Count; v++)
            {
                Assert.True(Measure(volumes[v]) <= RoomOf(v).Capacity, $"seed {seed}: volume {v} is overfull");
                Assert.True(v == 0 || volumes[v].Count > 0, $"seed {seed}: volume {v} is empty");
                // At its turn, with what was taken before it, there was no room for it.
                foreach (var late in volumes.Skip(v + 1).SelectMany(volume => volume))
                {
                    var place = packs.IndexOf(late);
                    if (volumes[v].All(pack => packs.IndexOf(pack) < place))
                        continue;
                    var before = volumes[v].Where(pack => packs.IndexOf(pack) < place).ToList();
                    Assert.True(Measure([.. before, late]) > RoomOf(v).Capacity, $"seed {seed}: volume {v} had room for a pack that comes first");
                }
            }
        }
    }

    [Fact]
    public void A_long_order_is_measured_a_few_times_and_not_once_for_each_pack()
    {
        var packs = Packs(new Random(1), 20_000, 1000, 1000);
        var measured = 0;

        var volumes = PackPlacement.Place(packs, _ => new VolumeRoom("volume", 5_000_000, on =>
        {
            measured++;
            return Measure(on);
        }));

        Assert.InRange(volumes.Count, 4, 6);
        Assert.InRange(measured, 1, 400);
    }

    [Fact]
    public void A_real_image_is_as_long_as_it_was_measured_and_fits()
    {
        var packs = Packs(new Random(2), 120, 1, 60_000);
        var capacity = 2_000_000L;

        var volumes = PackPlacement.Place(packs, _ => new VolumeRoom("image", capacity, on => ImageMaster.Plan(Lay(on)).Length));

        Assert.True(volumes.Count > 1);
        Assert.All(volumes, volume => Assert.InRange(ImageMaster.Plan(Lay(volume)).Length, 1, capacity));
        Assert.Equal(packs.Count, volumes.Sum(volume => volume.Count));
    }

    [Theory]
    [InlineData(99, "are needed for what every disc carries")]
    [InlineData(200, "are too few for what every disc carries and one pack")]
    public void What_can_never_fit_is_told(long capacity, string cause)
    {
        var failure = Assert.Throws<ArchivistException>(
            () => PackPlacement.Place(Packs(new Random(3), 3, 5000, 5000), _ => new VolumeRoom("volume", capacity, Measure)));

        Assert.Equal(Failure.NoSpace, failure.Failure);
        Assert.Contains(cause, failure.Sentence(), StringComparison.Ordinal);
    }

    [Fact]
    public void Nothing_to_place_is_one_volume() =>
        Assert.Empty(Assert.Single(PackPlacement.Place([], _ => new VolumeRoom("volume", 100, Measure))));

    [Theory]
    [InlineData("cd", 737_280_000)]
    [InlineData("dvd", 4_700_372_992)]
    [InlineData("dvd-dl", 8_547_991_552)]
    [InlineData("bd25", 25_025_314_816)]
    [InlineData("bd50", 50_050_629_632)]
    [InlineData("bd100", 100_103_356_416)]
    [InlineData("bd128", 128_001_769_472)]
    [InlineData("usb:16GB", 16_000_000_000)]
    [InlineData("40MB", 40_000_000)]
    [InlineData("40MiB", 41_943_040)]
    [InlineData("40M", 41_943_040)]
    [InlineData("4G", 4_294_967_296)]
    [InlineData("41943040", 41_943_040)]
    [InlineData("41943040B", 41_943_040)]
    public void A_medium_is_known_by_its_word_or_its_size(string text, long bytes)
    {
        var medium = DiscMedium.TryParse(text);

        Assert.Equal(bytes / 32768 * 32768, medium?.Capacity);
    }

    [Theory]
    [InlineData("")]
    [InlineData("dvd9")]
    [InlineData("usb:")]
    [InlineData("usb:dvd")]
    [InlineData("-40MB")]
    [InlineData("40 MB")]
    [InlineData("1kB")]
    [InlineData("9999999999999999999MB")]
    [InlineData("999999TB")]
    public void Anything_else_is_no_medium(string text) => Assert.Null(DiscMedium.TryParse(text));

    private static readonly Comparer<StoredObject> Comparer =
        Comparer<StoredObject>.Create((a, b) => string.CompareOrdinal(a.Name.Id.ToString(), b.Name.Id.ToString()));

    private static List<StoredObject> Packs(Random random, int count, int least, int most) =>
    [
        .. Enumerable.Range(0, count).Select(number => new StoredObject(
            new ObjectName(ObjectKind.Pack, Digest.Of(BitConverter.GetBytes((random.Next() * 1000L) + number))), random.Next(least, most + 1))),
    ];

    private static long Measure(IReadOnlyList<StoredObject> packs) => 100 + packs.Sum(pack => pack.Length + 40);

    private static DiscLayout Lay(IReadOnlyList<StoredObject> packs) => new()
    {
        VolumeIdentifier = "TEST",
        CreatedAt = SmallDisc.CreatedAt,
        Files = [.. packs.Select(pack => new DiscFile("repository/" + RepositoryLayout.PathOf(pack.Name), new Content(pack.Length), SmallDisc.CreatedAt))],
    };

    private sealed class Content(long length) : IReplayableContent
    {
        public long Length => length;

        public Stream OpenFromStart() => throw new InvalidOperationException();
    }
}
