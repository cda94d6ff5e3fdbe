using Archivist.App.Web;
using Archivist.Operations.Events;
using Archivist.Replicas.Stores;
using Archivist.Replicas.Stores.Http;
using Archivist.Replicas.Stores.Rest;
using Archivist.Replicas.Stores.Wrappers;
using Archivist.Repository.Stores;
using Archivist.TestKit;

namespace Archivist.Tests.Replicas;

/// <summary>Two copies, each with a part of the objects and some in both.</summary>
public sealed class UnionStoreTests : ObjectSourceContract
{
    protected override async Task<IObjectSource> OpenWithAsync(IReadOnlyDictionary<ObjectName, byte[]> objects)
    {
        var copies = new[] { new MemoryStore("first"), new MemoryStore("second") };
        var number = 0;
        foreach (var (name, content) in objects)
        {
            number++;
            if (number % 3 != 0)
                await copies[0].PutAsync(name, new BytesContent(content), CancellationToken.None);
            if (number % 3 != 1)
                await copies[1].PutAsync(name, new BytesContent(content), CancellationToken.None);
        }

        return new UnionStore(copies);
    }
}

public sealed class CountingSourceTests : ObjectSourceContract
{
    protected override async Task<IObjectSource> OpenWithAsync(IReadOnlyDictionary<ObjectName, byte[]> objects) => new CountingSource(await SourceOf.MemoryAsync(objects));
}

public sealed class DiscardingStoreTests : ObjectSourceContract
{
    protected override async Task<IObjectSource> OpenWithAsync(IReadOnlyDictionary<ObjectName, byte[]> objects) => new DiscardingStore(await SourceOf.MemoryAsync(objects));

    [Fact]
    public async Task Nothing_that_is_written_changes_anything()
    {
        var behind = await SourceOf.MemoryAsync(ContractObjects.All);
        var store = new DiscardingStore(behind);
        await store.PutAsync(ContractObjects.MissingName, new BytesContent("never put"u8.ToArray()), CancellationToken.None);
        await store.RemoveAsync(ContractObjects.DigitsName, CancellationToken.None);
        Assert.Equal(ContractObjects.All.Keys.ToHashSet(), behind.Objects.Keys.ToHashSet());
    }
}

public sealed class ReadOnlyStoreTests : ObjectSourceContract
{
    protected override async Task<IObjectSource> OpenWithAsync(IReadOnlyDictionary<ObjectName, byte[]> objects) =>
        ReadOnlyStore.Over(new CountingSource(await SourceOf.MemoryAsync(objects)));
}

/// <summary>What an overlay shows of the original.</summary>
public sealed class OverlaidOriginalTests : ObjectSourceContract
{
    protected override async Task<IObjectSource> OpenWithAsync(IReadOnlyDictionary<ObjectName, byte[]> objects) =>
        new OverlayStore(await SourceOf.MemoryAsync(objects), new MemoryStore("changes"));
}

/// <summary>The program's own server and the client for it.</summary>
public sealed class ServedSourceTests : ObjectSourceContract, IAsyncDisposable
{
    private readonly HttpClient _http = HttpConnection.Create();
    private IServedStore? _server;

    protected override async Task<IObjectSource> OpenWithAsync(IReadOnlyDictionary<ObjectName, byte[]> objects)
    {
        _server = await RestServer.StartAsync(await SourceOf.MemoryAsync(objects), "127.0.0.1:0", CancellationToken.None);
        return new RestStore(_http, new Uri(_server.Address));
    }

    public async ValueTask DisposeAsync()
    {
        if (_server is not null)
            await _server.DisposeAsync();
        _http.Dispose();
    }
}

internal static class SourceOf
{
    internal static async Task<MemoryStore> MemoryAsync(IReadOnlyDictionary<ObjectName, byte[]> objects)
    {
        var store = new MemoryStore();
        foreach (var (name, content) in objects)
            await store.PutAsync(name, new BytesContent(content), CancellationToken.None);
        return store;
    }
}
