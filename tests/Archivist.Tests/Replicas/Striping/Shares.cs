using Archivist.Replicas.Striping;
using Archivist.Replicas.Stores.Folder;
using Archivist.Repository.Crypto;
using Archivist.Repository.Stores;
using Archivist.TestKit;

namespace Archivist.Tests.Replicas.Striping;

/// <summary>Directories as shares, filled with packs of random bytes.</summary>
internal sealed class Shares(int data, int recovery) : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    internal Dictionary<ObjectName, byte[]> Objects { get; } = [];

    internal int Count => data + recovery;

    internal string PathOf(int share) => _folder[$"share-{share}"];


    /// <summary>A striped store over some of the directories, the first of them with data.</summary>
    internal StripedStore Open(int dataShares, IReadOnlyList<int> numbers)
    {
        List<FolderStore> stores = [.. numbers.Select(number => new FolderStore(PathOf(number)))];
        return new StripedStore([.. stores.Take(dataShares)], [.. stores.Skip(dataShares)]);
    }

    internal StripedStore OpenAll() => Open(data, [.. Enumerable.Range(0, Count)]);

    /// <summary>Puts a configuration, a key, packs, an index and a snapshot in the order of the format.</summary>
    internal async Task FillAsync(int packs, int seed)
    {
        var random = new Random(seed);
        var store = OpenAll().Stored;
        if (!Objects.ContainsKey(ObjectName.Configuration))
            await PutAsync(store, ObjectName.Configuration, Bytes(random, 155));
        foreach (var kind in RepositoryLayout.WriteOrder)
        {
            for (var i = 0; i < (kind is ObjectKind.Pack ? packs : 1); i++)
            {
                var bytes = Bytes(random, kind is ObjectKind.Pack ? 2000 + random.Next(3000) : 200);
                await PutAsync(store, new ObjectName(kind, Digest.Of(bytes)), bytes);
            }
        }

        await store.CompleteAsync(readsWhole: false, CancellationToken.None);
    }

    /// <summary>Every object is listed and comes back whole.</summary>
    internal async Task RequireAllAsync(StripedStore store)
    {
        foreach (var kind in Enum.GetValues<ObjectKind>())
        {
            var listed = await store.ListSortedAsync(kind, CancellationToken.None);
            Assert.Equal(Objects.Where(item => item.Key.Kind == kind).Select(item => item.Key.ToString()).Order(StringComparer.Ordinal), listed.Select(item => item.Name.ToString()).Order(StringComparer.Ordinal));
        }

        foreach (var (name, bytes) in Objects)
        {
            Assert.Equal(bytes.Length, await store.FindLengthAsync(name, CancellationToken.None));
            Assert.Equal(bytes, await store.ReadAllAsync(name, 1 << 20, CancellationToken.None));
            var part = new byte[50];
            await store.ReadRangeAsync(name, 20, part, CancellationToken.None);
            Assert.Equal(bytes[20..70], part);
        }
    }

    internal void Lose(int share) => Directory.Delete(PathOf(share), recursive: true);

    internal void Move(int share) => Directory.Move(PathOf(share), PathOf(share) + "-away");

    internal void Return(int share) => Directory.Move(PathOf(share) + "-away", PathOf(share));

    /// <summary>Flips a byte of a file.</summary>
    internal static void Damage(string path)
    {
        File.SetAttributes(path, FileAttributes.Normal);
        var bytes = File.ReadAllBytes(path);
        bytes[bytes.Length / 2] ^= 0x40;
        using var file = File.OpenWrite(path);
        file.Write(bytes);
    }

    internal IReadOnlyList<string> FilesOf(int share, string pattern) => [.. Directory.EnumerateFiles(PathOf(share), pattern, SearchOption.AllDirectories).Order(StringComparer.Ordinal)];

    public void Dispose() => _folder.Dispose();

    private static byte[] Bytes(Random random, int length)
    {
        var bytes = new byte[length];
        random.NextBytes(bytes);
        return bytes;
    }

    private async Task PutAsync(StoredShares store, ObjectName name, byte[] bytes)
    {
        await store.PutAsync(name, new BytesContent(bytes), CancellationToken.None);
        Objects.Add(name, bytes);
    }
}
