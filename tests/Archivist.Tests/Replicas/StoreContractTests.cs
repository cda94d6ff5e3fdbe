using Archivist.Replicas.Stores.Folder;
using Archivist.Replicas.Stores.Http;
using Archivist.Replicas.Stores.Rest;
using Archivist.Replicas.Stores.Wrappers;
using Archivist.Repository.Stores;
using Archivist.TestKit;

namespace Archivist.Tests.Replicas;

// Every store and every wrapper keeps the one contract.
public sealed class MemoryStoreTests : ObjectStoreContract
{
    protected override Task<IObjectStore> CreateAsync() => Task.FromResult<IObjectStore>(new MemoryStore());
}

public sealed class FaultyStoreTests : ObjectStoreContract
{
    protected override Task<IObjectStore> CreateAsync() => Task.FromResult<IObjectStore>(new FaultyStore(new MemoryStore(), StoreFault.None, 1));
}

public sealed class StoppingStoreTests : ObjectStoreContract
{
    protected override Task<IObjectStore> CreateAsync() => Task.FromResult<IObjectStore>(new StoppingStore(new MemoryStore(), int.MaxValue, lastOneHappens: false));
}

public sealed class CrashingFilesTests : ObjectStoreContract
{
    protected override Task<IObjectStore> CreateAsync() => Task.FromResult<IObjectStore>(new FolderStore("/repository", new CrashingFiles()));
}

public sealed class RetryingStoreContractTests : ObjectStoreContract
{
    protected override Task<IObjectStore> CreateAsync() => Task.FromResult<IObjectStore>(new RetryingStore(new MemoryStore(), TimeProvider.System));
}

/// <summary>Behind a bad connection nobody notices anything.</summary>
public sealed class RetriedFlakyStoreTests : ObjectStoreContract
{
    protected override Task<IObjectStore> CreateAsync() => Task.FromResult<IObjectStore>(new RetryingStore(new FlakyStore(new MemoryStore()), TimeProvider.System, new NoPause()));

    private sealed class NoPause : Random
    {
        public override double NextDouble() => 0;
    }
}

public sealed class OverlayStoreTests : ObjectStoreContract
{
    protected override Task<IObjectStore> CreateAsync() => Task.FromResult<IObjectStore>(new OverlayStore(new MemoryStore("original"), new MemoryStore("changes")));

    [Fact]
    public async Task What_the_original_has_is_not_put_again_and_stays()
    {
        var original = await SourceOf.MemoryAsync(ContractObjects.All);
        var changes = new MemoryStore("changes");
        var store = new OverlayStore(original, changes);
        await Assert.ThrowsAsync<ObjectExistsException>(() => store.PutAsync(ContractObjects.DigitsName, new BytesContent("other"u8.ToArray()), CancellationToken.None));
        await store.RemoveAsync(ContractObjects.DigitsName, CancellationToken.None);
        Assert.Empty(changes.Objects);
        Assert.Equal(ContractObjects.Digits, await store.ReadAllAsync(ContractObjects.DigitsName, 10, CancellationToken.None));
    }
}

public sealed class ConcurrencyLimitStoreContractTests : ObjectStoreContract
{
    protected override Task<IObjectStore> CreateAsync() => Task.FromResult<IObjectStore>(new ConcurrencyLimitStore(new MemoryStore(), 1));
}

public sealed class BandwidthLimitStoreContractTests : ObjectStoreContract
{
    protected override Task<IObjectStore> CreateAsync() =>
        Task.FromResult<IObjectStore>(new BandwidthLimitStore(new MemoryStore(), new BandwidthLimits { Upload = 1L << 40, Download = 1L << 40 }, TimeProvider.System));
}

public sealed class WrappersTogetherTests : ObjectStoreContract
{
    protected override Task<IObjectStore> CreateAsync() => Task.FromResult<IObjectStore>(new RetryingStore(
        new ConcurrencyLimitStore(new BandwidthLimitStore(new MemoryStore(), new BandwidthLimits(), TimeProvider.System), 2), TimeProvider.System));
}

/// <summary>Over a server that takes writes; the program's own only gives.</summary>
public sealed class RestStoreContractTests : ObjectStoreContract, IAsyncDisposable
{
    private readonly HttpClient _http = HttpConnection.Create();
    private readonly List<WritableRestServer> _servers = [];

    protected override Task<IObjectStore> CreateAsync()
    {
        _servers.Add(new WritableRestServer(new MemoryStore()));
        return Task.FromResult<IObjectStore>(new RestStore(_http, _servers[^1].Address));
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var server in _servers)
            await server.DisposeAsync();
        _http.Dispose();
    }
}

public sealed class RetriedRestStoreTests : ObjectStoreContract, IAsyncDisposable
{
    private readonly HttpClient _http = HttpConnection.Create();
    private readonly List<WritableRestServer> _servers = [];

    protected override Task<IObjectStore> CreateAsync()
    {
        _servers.Add(new WritableRestServer(new MemoryStore()));
        return Task.FromResult<IObjectStore>(new RetryingStore(new RestStore(_http, _servers[^1].Address), TimeProvider.System));
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var server in _servers)
            await server.DisposeAsync();
        _http.Dispose();
    }
}
