using Archivist.Platform.Problems;
using Archivist.Replicas.Problems;
using Archivist.Replicas.Stores;
using Archivist.Replicas.Stores.Http;
using Archivist.Replicas.Stores.S3;
using Archivist.Replicas.Stores.Wrappers;
using Archivist.Repository.Stores;
using Archivist.TestKit;

namespace Archivist.Tests.Replicas;

public sealed class S3SideFilesTests : SideFileStoreContract, IAsyncLifetime
{
    private static readonly CancellationToken None = CancellationToken.None;

    private readonly HttpMessageHandler _connections = HttpConnection.CreateHandler(ServerTrust.Machine);
    private S3Impostor _service = null!;

    public async ValueTask InitializeAsync()
    {
        _service = await S3Impostor.StartAsync();
        _service.Buckets["box"] = true;
    }

    public async ValueTask DisposeAsync()
    {
        await _service.DisposeAsync();
        _connections.Dispose();
    }

    protected override Task<IObjectStore> CreateAsync() => Task.FromResult<IObjectStore>(new S3Store(_connections, _service.Bucket("box", "at"), S3Impostor.Access));

    [Fact]
    public async Task They_lie_below_the_prefix_of_the_repository()
    {
        await ((S3Store)await CreateAsync()).WriteFileAsync("ledger/checkpoint", "x"u8.ToArray(), None);
        Assert.Equal(["box/at/ledger/checkpoint"], _service.Objects.Keys);
    }

    [Theory]
    [InlineData(S3Lie.ErrorPage)]
    [InlineData(S3Lie.ErrorPageInXml)]
    public async Task A_page_for_people_is_no_file(S3Lie lie)
    {
        var files = (S3Store)await CreateAsync();
        await files.WriteFileAsync("ledger/checkpoint", "x"u8.ToArray(), None);
        _service.Lie = lie;
        var failure = await Assert.ThrowsAsync<ArchivistException>(() => files.ReadFileAsync("ledger/checkpoint", 100, None));
        Assert.IsType<ServerFault.WebPage>(Assert.IsType<ServerFailed>(failure.Problem).Fault);
    }

    [Fact]
    public async Task What_fails_for_a_moment_is_tried_again()
    {
        var memory = new MomentaryFiles();
        var files = new RetryingStore(memory, TimeProvider.System, new Random(1)).Find<ISideFileStore>()!;

        await files.WriteFileAsync("a", "x"u8.ToArray(), None);

        Assert.Equal(2, memory.Writes);
        Assert.True(files.CanTearFiles);
    }

    private sealed class MomentaryFiles() : DelegatingStore(new MemoryStore()), ISideFileStore
    {
        internal int Writes { get; private set; }

        public bool CanTearFiles => true;

        public Task<byte[]?> ReadFileAsync(string path, int limit, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<long?> FindFileLengthAsync(string path, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task RemoveFilesAsync(string directory, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task WriteFileAsync(string path, ReadOnlyMemory<byte> content, CancellationToken cancellationToken) =>
            ++Writes == 1 ? throw new StoreFailureException("busy", isTransient: true) : Task.CompletedTask;
    }
}
