using Archivist.Replicas.Addresses;
using Archivist.Replicas.Stores.Rclone;
using Archivist.Replicas.Stores.Wrappers;
using Archivist.Repository.Stores;
using Archivist.TestKit;
using Archivist.ToolTests.Images;

namespace Archivist.ToolTests.Replicas;

/// <summary>The contract over a real rclone in front of a directory.</summary>
public sealed class RcloneStoreContractTests : ObjectStoreContract, IAsyncDisposable
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

/// <summary>The contract over a real rclone in front of a real SSH server, which all of its tests share.</summary>
public sealed class SftpStoreContractTests(SftpStoreContractTests.Server server) : ObjectStoreContract, IClassFixture<SftpStoreContractTests.Server>, IAsyncDisposable
{
    private readonly List<RcloneStore> _stores = [];

    protected override Task<IObjectStore> CreateAsync()
    {
        Tool.Find("rclone");
        Assert.SkipWhen(server.Sshd is null, "sshd is not installed");
        var address = RepositoryAddress.Parse(server.Sshd!.AddressOf(Guid.NewGuid().ToString()));
        _stores.Add(new RcloneStore(address.Rclone!, new RcloneSurroundings(server.Sshd.Home, _ => null), TimeProvider.System));
        return Task.FromResult<IObjectStore>(new RetryingStore(_stores[^1], TimeProvider.System));
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var store in _stores)
            await store.DisposeAsync();
    }

    /// <summary>The server; null where none is installed.</summary>
    public sealed class Server : IAsyncLifetime
    {
        internal LoopbackSshd? Sshd { get; private set; }

        public async ValueTask InitializeAsync()
        {
            if (Archivist.Platform.Processes.ToolProcess.Find("sshd") is not null)
                Sshd = await LoopbackSshd.StartAsync();
        }

        public async ValueTask DisposeAsync()
        {
            if (Sshd is not null)
                await Sshd.DisposeAsync();
        }
    }
}
