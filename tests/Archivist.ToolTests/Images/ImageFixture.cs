using System.Security.Cryptography;
using Archivist.Images;
using Archivist.Images.Model;
using Archivist.Platform.FileSystem;
using Archivist.Repository.Crypto;
using Archivist.Repository.Stores;

namespace Archivist.ToolTests.Images;

/// <summary>One image of ours with everything in it, written once for all tests.</summary>
public sealed class ImageFixture : IAsyncLifetime
{
    private static readonly DateTimeOffset CreatedAt = new(2026, 3, 1, 12, 30, 15, TimeSpan.Zero);

    private readonly string _folder = Directory.CreateTempSubdirectory("archivist-media-").FullName;

    public string Folder => _folder;

    public string Image => Path.Combine(_folder, "image.iso");

    public DiscLayout Layout { get; } = Build();

    public async ValueTask InitializeAsync()
    {
        await using var stream = new FileStream(Image, FileMode.CreateNew, FileAccess.Write);
        await new ImageMaster().WriteAsync(Layout, stream, null, CancellationToken.None);
    }

    public ValueTask DisposeAsync()
    {
        Directory.Delete(_folder, recursive: true);
        return ValueTask.CompletedTask;
    }

    /// <summary>The SHA-256 of every file as it must be on the image, by its path.</summary>
    public Dictionary<string, string> Hashes() => Layout.Files
        .Where(file => file.Path != Layout.Boot!.BiosImagePath)
        .ToDictionary(file => file.Path, file =>
        {
            using var stream = file.Content.OpenFromStart();
            return Convert.ToHexStringLower(SHA256.HashData(stream));
        });

    internal static byte[] Bytes(int length, int seed)
    {
        var bytes = new byte[length];
        new Random(seed).NextBytes(bytes);
        return bytes;
    }

    private static DiscFile File(string path, byte[] bytes) => new(path, new BytesContent(bytes), CreatedAt);

    private static DiscLayout Build()
    {
        var pack = Bytes(5_000_000, 5);
        var files = new List<DiscFile>
        {
            File("boot/eltorito.img", Bytes(40_970, 1)),
            File("boot/efi.img", Bytes(900_000, 2)),
            File("repository/config", Bytes(155, 3)),
            File("repository/" + RepositoryLayout.PathOf(new ObjectName(ObjectKind.Pack, Digest.Of(pack))), pack),
            File("READ ME FIRST.txt", "how to get everything back"u8.ToArray()),
            File("names/ünïcode and 😀 of some length.txt", [1]),
            File("names/" + new string('n', 249) + ".txt", [3]),
            File("names/UPPER", [4]),
            File("names/upper", [5]),
            File("names/empty", []),
            File("names/tar.tar.gz", Bytes(2049, 9)),
        };
        files.AddRange(Enumerable.Range(0, 2500).Select(i => File($"many/a file with a rather long name, number {i}.bin", [(byte)i, 7])));
        return new DiscLayout
        {
            VolumeIdentifier = "ARCHIVIST_TEST",
            CreatedAt = CreatedAt,
            Files = files,
            Folders = [new DiscFolder("empty folder", CreatedAt, 0x1C0)],
            Links = [new DiscLink("links/relative", "../names/upper", CreatedAt), new DiscLink("links/absolute", "/etc/passwd", CreatedAt)],
            Boot = new BootSetup
            {
                BiosImagePath = "boot/eltorito.img",
                EfiImagePath = "boot/efi.img",
                MasterBootCode = Bytes(512, 10),
            },
        };
    }
}
