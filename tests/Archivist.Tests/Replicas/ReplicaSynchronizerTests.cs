using Archivist.Platform.Problems;
using Archivist.Replicas.Problems;
using Archivist.Replicas.Stores;
using Archivist.Replicas.Stores.Wrappers;
using Archivist.Replicas.Synchronizing;
using Archivist.Repository.Crypto;
using Archivist.Repository.Opening;
using Archivist.Repository.Snapshots;
using Archivist.Repository.Stores;
using Archivist.TestKit;

namespace Archivist.Tests.Replicas;

public sealed class ReplicaSynchronizerTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    [Fact]
    public async Task A_new_replica_gets_everything_but_locks()
    {
        var source = await SampleRepository.CreateAsync();
        await source.PutAsync(new ObjectName(ObjectKind.Lock, Digest.Of("lock"u8)), new BytesContent("lock"u8.ToArray()), None);
        var replica = new MemoryStore("replica");

        var result = await Synchronize.RunAsync(source, replica);

        Assert.Equal(source.Objects.Count - 1, replica.Objects.Count);
        Assert.Equal(result.ObjectsCopied, replica.Objects.Count);
        Assert.DoesNotContain(replica.Objects.Keys, name => name.Kind is ObjectKind.Lock);
        Assert.Equal(0, (await Synchronize.RunAsync(source, replica)).ObjectsCopied);
    }

    [Fact]
    public async Task A_damaged_source_object_is_never_copied()
    {
        var source = await SampleRepository.CreateAsync();
        var pack = source.Objects.Keys.First(name => name.Kind is ObjectKind.Pack);
        source.Objects[pack][3] ^= 1;
        var replica = new MemoryStore("replica");

        var failure = await Assert.ThrowsAsync<ArchivistException>(() => Synchronize.RunAsync(source, replica));

        Assert.Equal(Failure.Tampering, failure.Failure);
        Assert.DoesNotContain(pack, replica.Objects.Keys);
        Assert.DoesNotContain(replica.Objects.Keys, name => name.Kind is ObjectKind.Snapshot);
    }

    [Fact]
    public async Task A_truncated_object_of_a_replica_that_removes_nothing_is_torn_and_stuck()
    {
        var source = await SampleRepository.CreateAsync();
        var replica = new MemoryStore("replica");
        await Synchronize.RunAsync(source, replica);
        var pack = replica.Objects.Keys.First(name => name.Kind is ObjectKind.Pack);
        var length = replica.Objects[pack].Length;
        replica.Objects[pack] = replica.Objects[pack][..^1];

        var failure = await Assert.ThrowsAsync<ArchivistException>(() => Synchronize.RunAsync(source, new AppendOnly(replica)));

        Assert.Equal(new ObjectTornAndStuck("replica", pack, length - 1, length), failure.Problem);
        Assert.Equal(Failure.MediumFailed, failure.Failure);
    }

    private sealed class AppendOnly(IObjectStore inner) : DelegatingStore(inner)
    {
        public override Task RemoveAsync(ObjectName name, CancellationToken cancellationToken) => throw new UnauthorizedAccessException("answer 403");
    }

    [Fact]
    public async Task A_truncated_object_of_the_replica_is_written_again()
    {
        var source = await SampleRepository.CreateAsync();
        var replica = new MemoryStore("replica");
        await Synchronize.RunAsync(source, replica);
        var pack = replica.Objects.Keys.First(name => name.Kind is ObjectKind.Pack);
        replica.Objects[pack] = replica.Objects[pack][..^1];

        var result = await Synchronize.RunAsync(source, replica);

        Assert.Equal(1, result.ObjectsReplaced);
        Assert.Equal(source.Objects[pack], replica.Objects[pack]);
    }

    [Fact]
    public async Task Another_repository_is_never_mixed_in()
    {
        var replica = await SampleRepository.CreateAsync();
        var failure = await Assert.ThrowsAsync<ArchivistException>(
            async () => await Synchronize.RunAsync(await SampleRepository.CreateAsync(), replica));
        Assert.Equal(Failure.Usage, failure.Failure);
    }

    [Fact]
    public async Task A_union_reads_a_damaged_pack_from_the_next_copy()
    {
        var disc = await SampleRepository.CreateAsync();
        var replica = new MemoryStore("replica");
        await Synchronize.RunAsync(disc, replica);
        foreach (var pack in disc.Objects.Keys.Where(name => name.Kind is ObjectKind.Pack))
            disc.Objects[pack].AsSpan().Fill(0);

        var found = await SealedRepository.FindAsync(new UnionStore([disc, replica]), None);
        var repository = await found.UnlockAsync(SampleRepository.Password, None);
        var indexed = await repository.LoadIndexAsync(None);
        var snapshot = Assert.Single(await repository.ListSnapshotsAsync(None));
        Assert.Equal("hello", Assert.Single(await indexed.ReadTreeAsync(snapshot.Tree, None)).Name.ToString());
    }
}
