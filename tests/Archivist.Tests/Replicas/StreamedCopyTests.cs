using System.Runtime.CompilerServices;
using Archivist.Platform.Problems;
using Archivist.Replicas.Stores.Folder;
using Archivist.Replicas.Stores.Wrappers;
using Archivist.Replicas.Synchronizing;
using Archivist.Repository.Crypto;
using Archivist.Repository.Stores;
using Archivist.TestKit;

namespace Archivist.Tests.Replicas;

/// <summary>One of these measures what is allocated, which all tests share: nothing else runs beside them.</summary>
[CollectionDefinition(nameof(StreamedCopyTests), DisableParallelization = true)]
[Collection(nameof(StreamedCopyTests))]
public sealed class StreamedCopyTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    [Fact]
    public async Task An_object_of_512_MiB_is_copied_in_little_memory()
    {
        const long Length = 512L << 20;
        var content = new ProbeContent(Length);
        await using var stream = content.OpenFromStart();
        var source = new GeneratedSource(new ObjectName(ObjectKind.Pack, await Digest.OfAsync(stream, None)), content);
        var target = new SwallowingStore();

        var before = GC.GetTotalAllocatedBytes(precise: true);
        var result = await Synchronize.RunAsync(source, target);
        var allocated = GC.GetTotalAllocatedBytes(precise: true) - before;

        Assert.Equal(2, result.ObjectsCopied);
        Assert.Equal(Length, target.Lengths[source.Pack]);
        Assert.InRange(allocated, 0, 64L << 20);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(500_000)]
    [InlineData(999_999)]
    public async Task One_wrong_byte_anywhere_and_the_object_never_appears(int at)
    {
        var (source, pack) = await SourceWithPackAsync(1_000_000);
        source.Objects[pack][at] ^= 1;
        var target = new FolderStore("/replica", new CrashingFiles());
        var failure = await Assert.ThrowsAsync<ArchivistException>(() => Synchronize.RunAsync(source, target));
        Assert.Equal(Failure.Tampering, failure.Failure);
        Assert.Null(await target.FindLengthAsync(pack, None));
        Assert.Empty(await target.ListSortedAsync(ObjectKind.Pack, None));
    }

    [Fact]
    public async Task A_damaged_source_does_not_cost_the_replica_its_sound_object()
    {
        var (source, pack) = await SourceWithPackAsync(1000);
        var replica = new MemoryStore("replica");
        await Synchronize.RunAsync(source, replica);
        var sound = replica.Objects[pack];
        source.Objects[pack] = sound[..^1];
        await Assert.ThrowsAsync<ArchivistException>(() => Synchronize.RunAsync(source, replica));
        Assert.Equal(sound, replica.Objects[pack]);
    }

    [Fact]
    public async Task A_put_that_is_retried_reads_the_source_again()
    {
        var (source, pack) = await SourceWithPackAsync(100_000);
        var memory = new MemoryStore("replica");
        var target = new RetryingStore(new BreakingOnceStore(memory), TimeProvider.System);
        await Synchronize.RunAsync(source, target);
        Assert.Equal(source.Objects[pack], memory.Objects[pack]);
    }

    [Fact]
    public async Task A_source_that_fails_is_not_the_fault_of_the_target()
    {
        var (source, _) = await SourceWithPackAsync(100_000);
        var failure = TestProblem.Of(Failure.TooFewReplicas, "the source is gone", new StoreFailureException("gone", isTransient: true));
        var broken = new UnreadableSource(source, failure);
        Assert.Same(failure, await Assert.ThrowsAsync<ArchivistException>(() => Synchronize.RunAsync(broken, new RetryingStore(new MemoryStore(), TimeProvider.System))));
        Assert.Equal(1, broken.Openings);
    }

    private static async Task<(MemoryStore Store, ObjectName Pack)> SourceWithPackAsync(int length)
    {
        var store = new MemoryStore("source");
        await store.PutAsync(ObjectName.Configuration, new BytesContent("config"u8.ToArray()), None);
        var content = new ProbeContent(length).Bytes();
        var pack = new ObjectName(ObjectKind.Pack, Digest.Of(content));
        await store.PutAsync(pack, new BytesContent(content), None);
        return (store, pack);
    }

    /// <summary>A configuration and one pack that is computed when it is read.</summary>
    private sealed class GeneratedSource(ObjectName pack, ProbeContent content) : IObjectSource
    {
        private static readonly byte[] Configuration = "config"u8.ToArray();

        internal ObjectName Pack => pack;

        public string Location => "generated";

        public StoreTraits Traits { get; } = new(2, IsReadOnly: true, IsLocal: true);

        public Task<Stream> OpenAsync(ObjectName name, ByteRange range, CancellationToken cancellationToken) =>
            Task.FromResult(name.Kind is ObjectKind.Configuration ? new MemoryStream(Configuration) : content.OpenFromStart());

        public Task<long?> FindLengthAsync(ObjectName name, CancellationToken cancellationToken) =>
            Task.FromResult<long?>(name.Kind is ObjectKind.Configuration ? Configuration.Length : content.Length);

        public async IAsyncEnumerable<StoredObject> ListAsync(ObjectKind kind, [EnumeratorCancellation] CancellationToken cancellationToken)
        {
            await Task.CompletedTask;
            if (kind is ObjectKind.Pack)
                yield return new StoredObject(pack, content.Length);
        }
    }

    /// <summary>Takes content as a server does, and keeps only how long it was.</summary>
    private sealed class SwallowingStore() : DelegatingStore(new MemoryStore())
    {
        internal Dictionary<ObjectName, long> Lengths { get; } = [];

        public override async Task PutAsync(ObjectName name, IReplayableContent content, CancellationToken cancellationToken)
        {
            await using var stream = content.OpenFromStart();
            var buffer = new byte[128 << 10];
            var length = 0L;
            int read;
            while ((read = await stream.ReadAsync(buffer, cancellationToken)) > 0)
                length += read;
            lock (Lengths)
                Lengths[name] = length;
        }

        public override async IAsyncEnumerable<StoredObject> ListAsync(ObjectKind kind, [EnumeratorCancellation] CancellationToken cancellationToken)
        {
            await Task.CompletedTask;
            foreach (var (name, length) in Lengths.Where(item => item.Key.Kind == kind))
                yield return new StoredObject(name, length);
        }
    }

    private sealed class BreakingOnceStore(IObjectStore inner) : DelegatingStore(inner)
    {
        private bool _hasBroken;

        public override async Task PutAsync(ObjectName name, IReplayableContent content, CancellationToken cancellationToken)
        {
            if (name.Kind is ObjectKind.Pack && !_hasBroken)
            {
                _hasBroken = true;
                await using var stream = content.OpenFromStart();
                await stream.ReadExactlyAsync(new byte[1000], cancellationToken);
                throw new StoreFailureException("the connection broke", isTransient: true);
            }

            await base.PutAsync(name, content, cancellationToken);
        }
    }

    private sealed class UnreadableSource(IObjectSource inner, Exception failure) : DelegatingSource(inner)
    {
        internal int Openings { get; private set; }

        public override Task<Stream> OpenAsync(ObjectName name, ByteRange range, CancellationToken cancellationToken)
        {
            if (name.Kind is not ObjectKind.Pack)
                return base.OpenAsync(name, range, cancellationToken);
            Openings++;
            return Task.FromException<Stream>(failure);
        }
    }
}
