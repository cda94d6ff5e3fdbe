using Archivist.Replicas.Stores.Folder;
using Archivist.Repository.Crypto;
using Archivist.Repository.Ids;
using Archivist.Repository.Indexing;
using Archivist.Repository.Opening;
using Archivist.Repository.Packs;
using Archivist.Repository.Stores;

namespace Archivist.Benchmarks;

/// <summary>Writes an index of blobs that nobody stored: the index of a terabyte, without the terabyte.</summary>
internal static class SyntheticIndex
{
    private const int BlobsPerPack = 16;
    private const int PacksPerIndex = 50_000 / BlobsPerPack;

    /// <summary>Adds indexes of <paramref name="blobs"/> compressed blobs of about 1 MiB to a repository, and returns how many files that were.</summary>
    internal static async Task<int> AddAsync(string folder, string password, int blobs, CancellationToken cancellationToken)
    {
        var found = await SealedRepository.FindAsync(new FolderStore(folder), cancellationToken);
        var repository = await found.UnlockAsync(System.Text.Encoding.UTF8.GetBytes(password), cancellationToken);
        var random = new Random(blobs);
        var files = 0;
        for (var done = 0; done < blobs; files++)
        {
            var packs = new List<(PackId, IReadOnlyList<PackedBlob>)>();
            for (; packs.Count < PacksPerIndex && done < blobs; done += BlobsPerPack)
                packs.Add(Pack(random));
            await repository.WriteFileAsync(ObjectKind.Index, IndexFile.Write(packs), cancellationToken);
        }

        return files;
    }

    private static (PackId, IReadOnlyList<PackedBlob>) Pack(Random random)
    {
        var blobs = new List<PackedBlob>();
        uint offset = 0;
        for (var i = 0; i < BlobsPerPack; i++)
        {
            var length = (uint)random.Next(600_000, 1_400_000);
            blobs.Add(new PackedBlob(BlobType.Data, new BlobId(SomeDigest(random)), offset, length, length + (length / 10)));
            offset += length;
        }

        return (new PackId(SomeDigest(random)), blobs);
    }

    private static Digest SomeDigest(Random random)
    {
        Span<byte> bytes = stackalloc byte[Digest.Size];
        random.NextBytes(bytes);
        return new Digest(bytes);
    }
}
