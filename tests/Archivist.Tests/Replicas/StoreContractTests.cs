using Archivist.Replicas.Stores.Folder;
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

public sealed class OverlayStoreTests : ObjectStoreContract
{
    protected override Task<IObjectStore> CreateAsync() => Task.FromResult<IObjectStore>(new OverlayStore(new MemoryStore("original"), new MemoryStore("changes")));
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
    private readonly HttpClient _http = RestConnection.Create();
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
    private readonly HttpClient _http = RestConnection.Create();
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
