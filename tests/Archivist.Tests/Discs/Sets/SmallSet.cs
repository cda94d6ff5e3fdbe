using System.Buffers;
using Archivist.Correction.Par2;
using Archivist.Discs.Catalogue;
using Archivist.Discs.Sets;
using Archivist.Images.Model;
using Archivist.Platform.FileSystem;
using Archivist.Platform.Files;
using Archivist.Repository.Crypto;
using Archivist.Repository.Ids;
using Archivist.Repository.Opening;
using Archivist.Repository.Packs;
using Archivist.Repository.Snapshots;
using Archivist.Repository.Stores;
using Archivist.Repository.Trees;
using Archivist.Repository.Writing;
using Archivist.TestKit;
using Archivist.Tests.Images;

namespace Archivist.Tests.Discs.Sets;

/// <summary>A real repository of many packs, spread over images in memory.</summary>
internal sealed class SmallSet
{
    internal required MemoryStore Store { get; init; }

    internal required IReadOnlyList<CataloguedDisc> Discs { get; init; }

    internal required IReadOnlyList<byte[]> Images { get; init; }

    internal required Snapshot Snapshot { get; init; }

    internal required IReadOnlyDictionary<string, byte[]> Files { get; init; }

    /// <summary>One snapshot with files in two folders; each file has pieces in two packs, and packs are dealt to discs in turn.</summary>
    /// <param name="discs">How many discs with packs.</param>
    /// <param name="files">How many files.</param>
    /// <param name="seed">Makes another repository.</param>
    /// <param name="par2">A folder for PAR2 files: then there is one recovery disc more.</param>
    internal static async Task<SmallSet> MakeAsync(int discs = 3, int files = 12, int seed = 1, string? par2 = null)
    {
        var store = new MemoryStore();
        var repository = await SealedRepository.CreateAsync(store, SampleRepository.Password, SampleRepository.Who, TimeProvider.System, CancellationToken.None);
        var random = new Random(seed);
        var contents = new Dictionary<string, byte[]>();
        var nodes = new Dictionary<string, List<Node>> { ["a"] = [], ["b"] = [] };
        for (var number = 0; number < files; number++)
        {
            // A writer of its own for each piece puts each piece into a pack of its own.
            var folder = number % 2 == 0 ? "a" : "b";
            byte[][] pieces = [SmallDisc.Bytes(random.Next(1000, 9000), random.Next()), SmallDisc.Bytes(random.Next(1, 3000), random.Next())];
            contents[$"{folder}/file{number}"] = [.. pieces[0], .. pieces[1]];
            nodes[folder].Add(new Node
            {
                Name = FileName.Of($"file{number}"),
                Type = NodeType.File,
                Permissions = 0x1A4,
                Links = 1,
                ModifiedAt = GoTime.From(SmallDisc.CreatedAt.AddSeconds(number)),
                AccessedAt = GoTime.From(SmallDisc.CreatedAt),
                Size = (ulong)contents[$"{folder}/file{number}"].Length,
                Content = [await AddAsync(repository, pieces[0]), await AddAsync(repository, pieces[1])],
            });
        }

        var indexed = await repository.LoadIndexAsync(CancellationToken.None);
        await using var writer = indexed.BeginWrite(PackSizing.Default);
        var root = new List<Node>();
        foreach (var (name, entries) in nodes)
            root.Add(new Node { Name = FileName.Of(name), Type = NodeType.Directory, Permissions = 0x1ED, Subtree = await writer.AddTreeAsync(entries, CancellationToken.None) });
        var snapshot = await writer.CommitAsync(
            new Snapshot { Time = GoTime.From(SmallDisc.CreatedAt), Tree = await writer.AddTreeAsync(root, CancellationToken.None), Paths = ["/"], Hostname = "here" },
            CancellationToken.None);
        return await SpreadAsync(store, discs, snapshot, contents, par2);
    }

    internal OpenRepository From(OpenRepository unlocked, IObjectSource store) => unlocked.From(store);

    internal async Task<DiscSet> OpenAsync(IReadOnlyList<FakeDrive> drives, IDiscRequests requests) =>
        await DiscSet.OpenAsync(drives, requests, [], CancellationToken.None);

    private static async Task<BlobId> AddAsync(OpenRepository repository, byte[] piece)
    {
        await using var writer = (await repository.LoadIndexAsync(CancellationToken.None)).BeginWrite(PackSizing.Default);
        var owner = MemoryPool<byte>.Shared.Rent(piece.Length);
        piece.CopyTo(owner.Memory);
        var id = await (await writer.AddDataAsync(owner, piece.Length, CancellationToken.None));
        var tree = await writer.AddTreeAsync([], CancellationToken.None);
        var snapshot = await writer.CommitAsync(new Snapshot { Time = GoTime.From(SmallDisc.CreatedAt), Tree = tree, Paths = ["/x"] }, CancellationToken.None);
        await repository.Store.RemoveAsync(new ObjectName(ObjectKind.Snapshot, snapshot.Id.Value), CancellationToken.None);
        return id;
    }

    private static async Task<SmallSet> SpreadAsync(MemoryStore store, int discs, Snapshot snapshot, IReadOnlyDictionary<string, byte[]> contents, string? par2)
    {
        var packs = (await store.ListSortedAsync(ObjectKind.Pack, CancellationToken.None)).Select(item => new PackId(item.Name.Id)).ToList();
        var set = new DiscSetName(new Guid(7, 0, 0, new byte[8]), "test-set");
        var records = Enumerable.Range(0, discs).Select(number => new CataloguedDisc
        {
            Format = CataloguedDisc.CurrentFormat,
            Id = new Guid(number + 1, 0, 0, new byte[8]),
            Disk = "test",
            Repository = Digest.Of(store.Objects[ObjectName.Configuration]),
            Set = set,
            Kind = DiscKind.Full,
            Volume = number + 1,
            Of = discs + (par2 is null ? 0 : 1),
            Medium = "image",
            Capacity = 1 << 20,
            Label = $"TEST_{number + 1}",
            PlannedAt = SmallDisc.CreatedAt,
            Packs = [.. packs.Where((_, place) => place % discs == number)],
        }).ToList();
        var recovery = new List<DiscFile>();
        if (par2 is not null)
        {
            records.Add(records[0] with { Id = new Guid(discs + 1, 0, 0, new byte[8]), Kind = DiscKind.Recovery, Volume = discs + 1, Label = $"TEST_{discs + 1}", Packs = [] });
            recovery.AddRange(await ComputeAsync(store, records, par2));
        }

        var images = new List<byte[]>();
        foreach (var record in records)
        {
            var own = record.Packs.Select(pack => new ObjectName(ObjectKind.Pack, pack.Value)).ToHashSet();
            var files = store.Objects.Where(item => item.Key.Kind is not ObjectKind.Pack || own.Contains(item.Key))
                .Select(item => SmallDisc.File("repository/" + RepositoryLayout.PathOf(item.Key), item.Value));
            images.Add(await SmallDisc.WriteAsync(new DiscLayout
            {
                VolumeIdentifier = record.Label,
                CreatedAt = SmallDisc.CreatedAt,
                Files =
                [
                    SmallDisc.File(DiscRecordFile.PathOnDisc, DiscRecordFile.Write(record)),
                    .. records.Select(other => SmallDisc.File($"{DiscRecordFile.FolderOnDisc}/{other.Id}.json", DiscRecordFile.Write(other))),
                    .. files,
                    .. record.Kind is DiscKind.Recovery ? recovery : [],
                ],
            }));
        }

        return new SmallSet { Store = store, Discs = records, Images = images, Snapshot = snapshot, Files = contents };
    }

    private static async Task<IReadOnlyList<DiscFile>> ComputeAsync(MemoryStore store, IReadOnlyList<CataloguedDisc> records, string folder)
    {
        const int sliceSize = 4096;
        var inputs = SetRecovery.Inputs(records.SelectMany(record => record.Packs), name => new BytesContent(store.Objects[name]));
        var set = await Par2Creator.DescribeAsync(sliceSize, inputs, null, CancellationToken.None);
        var slices = records.Max(record => SetRecovery.SlicesOf(record.Packs.Select(pack => (long)store.Objects[new ObjectName(ObjectKind.Pack, pack.Value)].Length), sliceSize));
        var (index, volume) = (Path.Combine(folder, "index.par2"), Path.Combine(folder, "volume.par2"));
        await Par2Creator.WriteIndexAsync(set, index, CancellationToken.None);
        await Par2Creator.WriteVolumeAsync(set, inputs, 0, slices, volume, null, CancellationToken.None);
        return [SmallDisc.File("repository/test-set.par2", await File.ReadAllBytesAsync(index)), SmallDisc.File("repository/test-set.vol0.par2", await File.ReadAllBytesAsync(volume))];
    }
}
