using Archivist.Images;
using Archivist.Images.Model;
using Archivist.Repository.Crypto;
using Archivist.Repository.Snapshots;
using Archivist.Repository.Stores;

namespace Archivist.Tests.Images;

/// <summary>A small layout with everything in it: boot files, a repository, odd names, links, empty things.</summary>
internal static class SmallDisc
{
    internal static readonly DateTimeOffset CreatedAt = new(2026, 3, 1, 12, 30, 15, TimeSpan.Zero);

    internal static readonly string LongName = new string('n', 251) + ".txt";

    /// <summary>Bytes that look random and are the same in every run.</summary>
    internal static byte[] Bytes(int length, int seed)
    {
        var bytes = new byte[length];
        new Random(seed).NextBytes(bytes);
        return bytes;
    }

    internal static DiscFile File(string path, byte[] bytes) =>
        new(path, new BytesContent(bytes), CreatedAt.AddSeconds(-path.Length));

    internal static DiscFile Object(ObjectKind kind, byte[] bytes) =>
        File("repository/" + RepositoryLayout.PathOf(new ObjectName(kind, Digest.Of(bytes))), bytes);

    internal static DiscLayout Layout(bool boots = true) => new()
    {
        VolumeIdentifier = "ARCHIVIST_TEST",
        CreatedAt = CreatedAt,
        Publisher = "NOBODY",
        Files =
        [
            File("boot/eltorito.img", Bytes(4097, 1)),
            File("boot/efi.img", Bytes(9000, 2)),
            File(".disk/info", "disc"u8.ToArray()),
            File("repository/config", Bytes(155, 3)),
            Object(ObjectKind.Key, Bytes(400, 4)),
            Object(ObjectKind.Pack, Bytes(30_000, 5)),
            Object(ObjectKind.Pack, Bytes(5000, 6)),
            Object(ObjectKind.Index, Bytes(2048, 7)),
            Object(ObjectKind.Snapshot, Bytes(300, 8)),
            File("READ ME FIRST.txt", "how to get everything back"u8.ToArray()),
            File("names/ünïcode and 😀 of some length.txt", [1]),
            File("names/😀", [2]),
            File("names/" + LongName, [3]),
            File("names/" + string.Concat(Enumerable.Repeat("😀", 63)), [6]),
            File("names/UPPER", [4]),
            File("names/upper", [5]),
            File("names/a b;c:d*e?f\\g.tar.gz", Bytes(2049, 9)),
            File("names/empty", []),
        ],
        Folders = [new DiscFolder("empty folder", CreatedAt, 0x1C0)],
        Links =
        [
            new DiscLink("links/relative", "../names/./UPPER", CreatedAt),
            new DiscLink("links/absolute", "/etc/passwd", CreatedAt),
            new DiscLink("links/long", string.Join('/', Enumerable.Repeat(new string('x', 199), 4)), CreatedAt),
        ],
        Boot = boots
            ? new BootSetup
            {
                BiosImagePath = "boot/eltorito.img",
                EfiImagePath = "boot/efi.img",
                MasterBootCode = Bytes(512, 10),
            }
            : null,
    };

    internal static async Task<byte[]> WriteAsync(DiscLayout layout)
    {
        using var image = new MemoryStream();
        await new ImageMaster().WriteAsync(layout, image, null, CancellationToken.None);
        return image.ToArray();
    }
}
