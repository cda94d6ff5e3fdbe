using Archivist.Replicas.Addresses;
using Archivist.Replicas.Stores.Http;
using Archivist.Replicas.Stores.Rclone;
using Archivist.Replicas.Stores.S3;
using Archivist.Repository.Stores;
using Archivist.TestKit;
using Archivist.ToolTests.Images;

namespace Archivist.ToolTests.Replicas;

/// <summary>Files beside the objects, behind a real rclone in front of a directory.</summary>
public sealed class RcloneSideFilesTests : SideFileStoreContract, IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly List<RcloneStore> _stores = [];

    protected override Task<IObjectStore> CreateAsync()
    {
        Tool.Find("rclone");
        _stores.Add(Remotes.Open(_folder[$"store {_stores.Count}"]));
        return Task.FromResult<IObjectStore>(_stores[^1]);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var store in _stores)
            await store.DisposeAsync();
        _folder.Dispose();
    }
}

/// <summary>Files beside the objects, behind a real rclone in front of a real SSH server.</summary>
public sealed class SftpSideFilesTests(SftpStoreContractTests.Server server) : SideFileStoreContract, IClassFixture<SftpStoreContractTests.Server>, IAsyncDisposable
{
    private readonly List<RcloneStore> _stores = [];

    protected override Task<IObjectStore> CreateAsync()
    {
        Tool.Find("rclone");
        Assert.SkipWhen(server.Sshd is null, "sshd is not installed");
        var address = RepositoryAddress.Parse(server.Sshd!.AddressOf(Guid.NewGuid().ToString()));
        _stores.Add(new RcloneStore(address.Rclone!, new RcloneSurroundings(server.Sshd.Home, _ => null), TimeProvider.System));
        return Task.FromResult<IObjectStore>(_stores[^1]);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var store in _stores)
            await store.DisposeAsync();
    }
}

/// <summary>Files beside the objects, in a bucket of a real service.</summary>
public sealed class RadosSideFilesTests(RadosGateway gateway) : SideFileStoreContract, IClassFixture<RadosGateway>, IDisposable
{
    private readonly HttpMessageHandler _connections = HttpConnection.CreateHandler(ServerTrust.Machine);

    public void Dispose() => _connections.Dispose();

    protected override async Task<IObjectStore> CreateAsync()
    {
        var store = new S3Store(_connections, new Uri(await gateway.AddressAsync(), $"files-{Guid.NewGuid():n}/a prefix"), RadosGateway.Access);
        var key = ContractObjects.Name(ObjectKind.Key, "the first"u8.ToArray());
        await store.PutAsync(key, new BytesContent("the first"u8.ToArray()), CancellationToken.None);
        await store.RemoveAsync(key, CancellationToken.None);
        return store;
    }
}
