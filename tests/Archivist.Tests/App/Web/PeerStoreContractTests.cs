using Archivist.Replicas.Peers;
using Archivist.Replicas.Stores.Http;
using Archivist.Replicas.Stores.Rest;
using Archivist.Repository.Stores;
using Archivist.TestKit;

namespace Archivist.Tests.App.Web;

/// <summary>Over our own server, which adds and compares and removes nothing but locks.</summary>
public sealed class PeerStoreContractTests : ObjectStoreContract, IAsyncDisposable
{
    private readonly HttpClient _http = HttpConnection.Create();
    private readonly List<PeerBench> _benches = [];

    protected override bool AllowsRemoval => false;

    protected override bool ChecksContent => true;

    protected override Task<IObjectStore> CreateAsync() => PeerStores.CreateAsync(_http, _benches, new PeerLimits());

    public ValueTask DisposeAsync() => PeerStores.DisposeAsync(_http, _benches);
}

/// <summary>The same where any object may be removed.</summary>
public sealed class PeerStoreWithRemovalTests : ObjectStoreContract, IAsyncDisposable
{
    private readonly HttpClient _http = HttpConnection.Create();
    private readonly List<PeerBench> _benches = [];

    protected override bool ChecksContent => true;

    protected override Task<IObjectStore> CreateAsync() => PeerStores.CreateAsync(_http, _benches, new PeerLimits { AllowsRemoval = true, Quota = 1L << 40 });

    public ValueTask DisposeAsync() => PeerStores.DisposeAsync(_http, _benches);
}

internal static class PeerStores
{
    internal static async Task<IObjectStore> CreateAsync(HttpClient http, List<PeerBench> benches, PeerLimits limits)
    {
        var bench = new PeerBench();
        benches.Add(bench);
        await bench.StartAsync(limits);
        return new RestStore(http, bench.At("alice/", PeerBench.Password));
    }

    internal static async ValueTask DisposeAsync(HttpClient http, List<PeerBench> benches)
    {
        foreach (var bench in benches)
            await bench.DisposeAsync();
        http.Dispose();
    }
}
