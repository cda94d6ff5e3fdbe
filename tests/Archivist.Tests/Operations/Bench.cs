using Archivist.Discs.Burning;
using Archivist.App.Messages;
using Archivist.Evidence;
using Archivist.Messages.English;
using Archivist.Operations.Archives;
using Archivist.Operations.Configuration;
using Archivist.Operations.Events;
using Archivist.Operations.Notifying.Messages;
using Archivist.Platform.SystemBus;
using Archivist.Repository.Crypto;
using Archivist.Repository.Files;
using Archivist.Repository.Opening;
using Archivist.Repository.Snapshots;
using Archivist.Repository.Stores;
using Archivist.TestKit;

namespace Archivist.Tests.Operations;

/// <summary>What operations run with in tests: stores in memory, a clock that tests move, recorded events, and a user with an empty home. Its operator always knows the password.</summary>
internal sealed class Bench : IDisposable
{
    /// <summary>The address of the archive that requests mean.</summary>
    internal const string Here = "/memory/here";

    private static readonly CancellationToken None = CancellationToken.None;
    private static readonly KeyCost LittleWork = new(1024, 8, 1);
    private Digest? _begunWith;
    private readonly Lazy<ScratchFolder> _folder = new(() => new ScratchFolder());

    internal Bench()
    {
        Environment = new OperationEnvironment(
            Clock, new SettingsEnvironment(new Dictionary<string, string> { ["XDG_STATE_HOME"] = "/nonexistent/state" }, "/nonexistent", "/nonexistent"), Stores, EnglishMessages.Instance, Server)
        {
            Host = Host = new FakeServiceHost(Clock),
            Recorders = new NoRecorders(),
            Commands = new PrintedCommands("archivist drill run", "archivist disc verify", "archivist key combine", "archivist key test", "archivist key test --sheet", "archivist key codes --check"),
        };
    }

    internal MemoryStores Stores { get; } = new();

    internal ManualClock Clock { get; } = new(new DateTimeOffset(2040, 1, 1, 0, 0, 0, TimeSpan.Zero));

    internal RecordedEvents Events { get; } = new()
    {
        Answers = question => question is Question.Password or Question.NewPassword
            ? new Answer.Secret(SampleRepository.Password)
            : throw new InvalidOperationException($"no one expected to be asked {question}"),
    };

    internal FakeServer Server { get; } = new();

    internal FakeServiceHost Host { get; }

    internal OperationEnvironment Environment { get; private set; }

    /// <summary>A directory on disk, made when it is first asked for.</summary>
    internal ScratchFolder Folder => _folder.Value;

    internal ArchiveAccess Access { get; private set; } = new() { Repository = Here };

    /// <summary>Puts a repository with one snapshot of one file at an address.</summary>
    internal async Task<OpenRepository> AddRepositoryAsync(string address = Here)
    {
        var store = Stores[address] = new MemoryStore(address);
        // As an interrupted creation leaves it: a key of little work, which the repository then keeps.
        using var master = SealingKey.Generate();
        var key = KeyFile.Create(master, SampleRepository.Password.Span, SampleRepository.Who, TimeProvider.System.GetUtcNow(), LittleWork);
        store.Objects[new ObjectName(ObjectKind.Key, Digest.Of(key))] = key;
        var repository = await SealedRepository.CreateAsync(store, SampleRepository.Password, SampleRepository.Who, TimeProvider.System, None);
        await SampleRepository.AddSnapshotAsync(await repository.LoadIndexAsync(None), SampleRepository.Content);
        return repository;
    }

    internal async Task<OpenRepository> OpenAsync(string address = Here) =>
        await (await SealedRepository.FindAsync(Stores[address], None)).UnlockAsync(SampleRepository.Password, None);

    internal static async Task<Snapshot> AddSnapshotAsync(OpenRepository repository, string content) =>
        await SampleRepository.AddSnapshotAsync(await repository.LoadIndexAsync(None), System.Text.Encoding.UTF8.GetBytes(content));

    /// <summary>Writes settings, with their repository and replicas in memory and the rest in the directory of this bench, and makes requests mean them.</summary>
    internal void UseSettings(params string[] replicas)
    {
        Folder.Write("password", System.Text.Encoding.UTF8.GetString(SampleRepository.Password.Span));
        Access = new ArchiveAccess
        {
            SettingsFile = Folder.Write(
                "archivist.toml",
                $"""
                [archive]
                name = "alice"
                sources = ["{Folder.At("sources")}"]
                repository = "{Folder.At("repository")}"
                password = "file:{Folder.At("password")}"
                [disc]
                output = "{Folder.At("discs")}"
                [ledger]
                folder = "{Folder.At("ledger")}"
                key = "{Folder.At("ledger.key")}"
                {string.Concat(replicas.Select(name => $"\n[[replica]]\nname = \"{name}\"\nurl = \"{Folder.At(name)}\"\nvendor = \"own\"\ngeography = \"DE/Home\"\n"))}
                """),
        };
        Environment = Environment with
        {
            Surroundings = new SettingsEnvironment(new Dictionary<string, string> { ["XDG_STATE_HOME"] = Folder.At("state") }, Folder.Path, Folder.Path),
        };
    }

    /// <summary>Adds to the settings that were written, and makes operations tell the targets there through this.</summary>
    internal void UseNotifications(string settings, INotificationDelivery delivery)
    {
        File.AppendAllText(Folder.At("archivist.toml"), "\n" + settings);
        Environment = Environment with { Notifications = new NotificationPort(delivery, NotificationText.Instance) };
    }

    /// <summary>Makes operations open stores through something else than <see cref="Stores"/>.</summary>
    internal void UseStores(IStoreOpener opener) => Environment = Environment with { Stores = opener };

    /// <summary>Makes operations ask this about the network.</summary>
    internal void UseNetwork(INetworkState network) => Environment = Environment with { Network = network };

    /// <summary>Begins the ledger of the settings, with the snapshot of their repository in it; without one, with a snapshot that never was.</summary>
    internal async Task BeginLedgerAsync()
    {
        var ledger = await LedgerFolder.OpenAsync(Folder.At("ledger"), "archivist/alice", Folder.At("ledger.key"), Clock, None);
        var taken = Stores[Folder.At("repository")].Objects.Keys.Where(name => name.Kind is ObjectKind.Snapshot).Select(name => (Digest?)name.Id).FirstOrDefault() ?? Digest.Of("snapshot"u8);
        _begunWith = taken;
        await ledger.AppendAsync(new LedgerEntry.SnapshotTaken(Clock.GetUtcNow(), taken.ToString(), 1, 1, 0), None);
    }

    /// <summary>Every entry of the ledger, one line each.</summary>
    internal async Task<string> ReadLedgerAsync()
    {
        var size = await LedgerFolder.FindSizeAsync(Folder.At("ledger"), None) ?? 0;
        var lines = new List<string>();
        await foreach (var entry in LedgerFolder.ReadEntriesAsync(Folder.At("ledger"), size, None))
            lines.Add(System.Text.Encoding.UTF8.GetString(entry.Span));
        return string.Join('\n', lines);
    }

    /// <summary>True for the snapshot with which the ledger was begun.</summary>
    internal bool IsInLedger(ObjectName snapshot) => snapshot.Id == _begunWith;

    /// <summary>The number of objects of a kind at an address.</summary>
    internal int Count(ObjectKind kind, string address = Here) => Stores[address].Objects.Keys.Count(name => name.Kind == kind);

    public void Dispose()
    {
        if (_folder.IsValueCreated)
            _folder.Value.Dispose();
    }

    /// <summary>A machine without drives.</summary>
    private sealed class NoRecorders : IRecorders
    {
        public IDiscRecorder Open(string device, bool mayBeBuiltIn, TimeProvider clock) => throw new InvalidOperationException($"no one expected {device} to be used");
    }

    /// <summary>Serves nothing, until it is stopped.</summary>
    internal sealed class FakeServer : IStoreServer
    {
        internal IObjectStore? Served { get; private set; }

        public Task<IServedStore> ServeAsync(IObjectStore store, string listen, CancellationToken cancellationToken)
        {
            Served = store;
            return Task.FromResult<IServedStore>(new FakeServed($"http://{listen}/"));
        }

        internal PeerService? Peers { get; private set; }

        public Task<IServedStore> ServePeersAsync(PeerService peers, string listen, TlsFiles? tls, CancellationToken cancellationToken)
        {
            Peers = peers;
            return Task.FromResult<IServedStore>(new FakeServed($"{(tls is null ? "http" : "https")}://{listen}/"));
        }

        private sealed class FakeServed(string address) : IServedStore
        {
            public string Address => address;

            public async Task WaitAsync(CancellationToken cancellationToken) =>
                await Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

            public ValueTask DisposeAsync() => ValueTask.CompletedTask;
        }
    }
}
