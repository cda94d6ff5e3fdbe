using System.Buffers;
using System.Text;
using Archivist.Platform.FileSystem;
using Archivist.Platform.Files;
using Archivist.Platform.Problems;
using Archivist.Repository.Checking;
using Archivist.Repository.Compression;
using Archivist.Repository.Crypto;
using Archivist.Repository.Files;
using Archivist.Repository.Ids;
using Archivist.Repository.Opening;
using Archivist.Repository.Packs;
using Archivist.Repository.Problems;
using Archivist.Repository.Pruning;
using Archivist.Repository.Snapshots;
using Archivist.Repository.Stores;
using Archivist.Repository.Trees;
using Archivist.Repository.Writing;
using Archivist.TestKit;
using Archivist.Tests.Repository.Pruning;

namespace Archivist.Tests.Repository.Writing;

/// <summary>A bit flips in memory between the hash and the store: nothing is published, and the message names memory.</summary>
public sealed class WriteVerificationTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    /// <summary>A piece of a file that compresses, and begins with what the faults look for.</summary>
    private static readonly byte[] Piece = Encoding.ASCII.GetBytes("piece" + string.Concat(Enumerable.Range(0, 5000)));

    private readonly MemoryStore _store = new();

    public static TheoryData<string, bool> EverySealedThing => new()
    {
        { "blob", false }, { "blob", true }, { "header", false }, { "header", true }, { "index", false }, { "index", true }, { "snapshot", false }, { "snapshot", true },
    };

    [Theory]
    [MemberData(nameof(EverySealedThing))]
    public async Task What_a_bit_damaged_while_it_was_sealed_is_not_stored(string thing, bool inTag)
    {
        var crypto = new FaultyCrypto(plaintext => IsThing(thing, plaintext), inTag);
        // Not compressed, so that the faults recognize what they look for.
        await ExpectRefusalAsync(Create(crypto, Zstd.Chosen, version: 1), thing);
        Assert.Equal(1, crypto.Hits);
    }

    [Theory]
    [InlineData("blob", false)]
    [InlineData("blob", true)]
    [InlineData("index", false)]
    [InlineData("index", true)]
    [InlineData("snapshot", false)]
    [InlineData("snapshot", true)]
    public async Task What_a_bit_damaged_while_it_was_compressed_is_not_stored(string thing, bool inFrame) =>
        await ExpectRefusalAsync(Create(CryptoPrimitives.Chosen, new Zstd(new FaultyZstd(content => IsThing(thing, content), inFrame)), version: 2), thing);

    [Fact]
    public async Task A_buffer_that_changes_after_it_was_hashed_is_not_stored()
    {
        var repository = Create(CryptoPrimitives.Chosen, Zstd.Chosen, version: 2);
        await using var writer = (await repository.LoadIndexAsync(None)).BeginWrite(PackSizing.Default);
        var id = await (await writer.AddDataAsync(new FlippingMemory(Piece), Piece.Length, None));
        Assert.Equal(Digest.Of(Piece), id.Value);
        ExpectMemoryIsBlamed(await Assert.ThrowsAsync<ArchivistException>(() => CommitAsync(writer, [id])));
        Assert.True(writer.HasFailed);
        Assert.DoesNotContain(_store.Objects.Keys, name => name.Kind is ObjectKind.Index or ObjectKind.Snapshot);
    }

    [Fact]
    public async Task What_verification_would_refuse_is_stored_without_it()
    {
        var repository = Create(new FaultyCrypto(plaintext => IsThing("blob", plaintext), inTag: false), Zstd.Chosen, version: 1).WithoutVerifiedWrites();
        await WriteAsync(repository);
        Assert.False((await new RepositoryCheck(repository).RunAsync(true, null, None)).IsSound);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_prune_publishes_no_pack_that_a_bit_damaged(bool inTag)
    {
        var store = new MemoryStore();
        var whole = HistoryRepository.Create(store, version: 2);
        var old = await HistoryRepository.AddAsync(whole, 1, 2, 3, 4, 5, 6);
        await HistoryRepository.AddAsync(whole, 2, 4, 6);
        await HistoryRepository.RemoveAsync(whole, old);
        var before = store.Objects.Count;
        var crypto = new FaultyCrypto(plaintext => IsThing("header", plaintext), inTag);
        var faulty = HistoryRepository.WithCrypto(whole, crypto);
        Assert.True(UnusedLimit.TryParse("0", out var nothing));
        var failure = await Assert.ThrowsAsync<ArchivistException>(() => HistoryRepository.PruneAsync(faulty, new PruneOptions { MaxUnused = nothing }));
        ExpectMemoryIsBlamed(failure);
        Assert.Equal(1, crypto.Hits);
        Assert.Equal(before, store.Objects.Count);
        await HistoryRepository.ReadEverythingAsync(whole);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_key_that_a_bit_damaged_is_not_made(bool inTag)
    {
        using var master = SealingKey.Generate();
        var crypto = new FaultyCrypto(plaintext => plaintext.AsSpan().StartsWith("{\"mac\""u8), inTag);
        ExpectMemoryIsBlamed(Assert.Throws<ArchivistException>(
            () => KeyFile.Create(master, "password"u8, SampleRepository.Who, DateTimeOffset.UnixEpoch, new KeyCost(2, 1, 1), crypto)));
        Assert.Equal(1, crypto.Hits);
        Assert.NotEmpty(KeyFile.Create(master, "password"u8, SampleRepository.Who, DateTimeOffset.UnixEpoch, new KeyCost(2, 1, 1), crypto));
    }

    private static bool IsThing(string thing, byte[] content) => thing switch
    {
        "blob" => content.AsSpan().StartsWith("piece"u8),
        "index" => content.AsSpan().StartsWith("{\"packs\""u8),
        "snapshot" => content.AsSpan().StartsWith("{\"time\""u8),
        // Entries begin with a type, and the sealed length of the first blob.
        _ => content.Length is > 36 and < 2000 && content[0] < 4 && content[4] == 0,
    };

    private static void ExpectMemoryIsBlamed(ArchivistException failure)
    {
        Assert.Equal(Failure.Failed, failure.Failure);
        Assert.True(failure.Problem is ObjectDamagedInMemory or BlobDamagedInMemory or PackHeaderDamagedInMemory, failure.Message);
        Assert.Contains("damaged in memory", failure.Sentence(), StringComparison.Ordinal);
        Assert.Contains("memtest86+", failure.HintText(), StringComparison.Ordinal);
    }

    private async Task ExpectRefusalAsync(OpenRepository repository, string thing)
    {
        ExpectMemoryIsBlamed(await Assert.ThrowsAsync<ArchivistException>(() => WriteAsync(repository)));
        Assert.DoesNotContain(_store.Objects.Keys, name => name.Kind is ObjectKind.Snapshot);
        Assert.Equal(thing is "snapshot", _store.Objects.Keys.Any(name => name.Kind is ObjectKind.Index));
    }

    private OpenRepository Create(CryptoPrimitives crypto, Zstd zstd, int version) => new(
        _store, new SealerPool(SealingKey.Generate(), crypto), new ConfigDocument(version, new string('0', 64), "25b468838dcb75")) { Zstd = zstd };

    private static async Task WriteAsync(OpenRepository repository)
    {
        await using var writer = (await repository.LoadIndexAsync(None)).BeginWrite(PackSizing.Default);
        var owner = MemoryPool<byte>.Shared.Rent(Piece.Length);
        Piece.CopyTo(owner.Memory);
        await CommitAsync(writer, [await (await writer.AddDataAsync(owner, Piece.Length, None))]);
    }

    private static async Task CommitAsync(RepositoryWriter writer, IReadOnlyList<BlobId> content)
    {
        var tree = await writer.AddTreeAsync([new Node { Name = FileName.Of("file"), Type = NodeType.File, Size = 1, Content = content }], None);
        await writer.CommitAsync(new Snapshot { Time = new GoTime(1_700_000_000, 0, 0), Tree = tree, Paths = ["/"], Hostname = "here" }, None);
    }

    /// <summary>Memory in which a bit flips when it is looked at for the second time: once to hash it, once to seal it.</summary>
    private sealed class FlippingMemory(byte[] content) : MemoryManager<byte>
    {
        private readonly byte[] _bytes = [.. content];
        private int _looks;

        public override Memory<byte> Memory => CreateMemory(_bytes.Length);

        public override Span<byte> GetSpan()
        {
            if (Interlocked.Increment(ref _looks) == 2)
                _bytes[_bytes.Length / 3] ^= 4;
            return _bytes;
        }

        public override MemoryHandle Pin(int elementIndex = 0) => throw new NotSupportedException();

        public override void Unpin() => throw new NotSupportedException();

        protected override void Dispose(bool disposing)
        {
        }
    }
}
