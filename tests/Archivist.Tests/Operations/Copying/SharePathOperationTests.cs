using System.Buffers;
using Archivist.Keys.Age;
using Archivist.Keys.Keyrings;
using Archivist.Keys.Problems;
using Archivist.Operations.Archives;
using Archivist.Operations.Copying;
using Archivist.Operations.Events;
using Archivist.Operations.Problems;
using Archivist.Platform.FileSystem;
using Archivist.Platform.Files;
using Archivist.Platform.Problems;
using Archivist.Replicas.Stores.Http;
using Archivist.Repository.Ids;
using Archivist.Repository.Opening;
using Archivist.Repository.Packs;
using Archivist.Repository.Problems;
using Archivist.Repository.Snapshots;
using Archivist.Repository.Stores;
using Archivist.Repository.Trees;
using Archivist.Repository.Walking;
using Archivist.Repository.Writing;
using Archivist.TestKit;

namespace Archivist.Tests.Operations.Copying;

public sealed class SharePathOperationTests : IAsyncDisposable
{
    private const string Wanted = "/home/alice/taxes";
    private static readonly CancellationToken None = CancellationToken.None;
    private readonly Bench _bench = new();
    private readonly AgeIdentity _classic = AgeIdentity.Create(isHybrid: false), _hybrid = AgeIdentity.Create(isHybrid: true);
    private readonly StoreOpener _directories;

    public SharePathOperationTests()
    {
        _bench.UseSettings();
        _directories = new StoreOpener(TimeProvider.System, _bench.Environment.Surroundings);
        _bench.UseStores(new Places(_directories, _bench.Stores, Place));
    }

    private string Place => _bench.Folder.At("shared");

    private string Source => _bench.Folder.At("repository");

    public async ValueTask DisposeAsync()
    {
        _classic.Dispose();
        _hybrid.Dispose();
        await _directories.DisposeAsync();
        _bench.Dispose();
    }

    [Fact]
    public async Task The_new_repository_has_the_path_and_nothing_of_the_rest()
    {
        var (original, secret) = await AddSourceAsync();
        await _bench.BeginLedgerAsync();

        var result = await RunAsync(Request with { Recipients = [_classic.Recipient!.ToString()!, _hybrid.Recipient!.ToString()!] });

        foreach (var identity in new[] { _classic, _hybrid })
        {
            var shared = await OpenAsync(identity);
            var snapshot = Assert.Single(await shared.ListSnapshotsAsync(None));
            Assert.Equal([Wanted], snapshot.Paths);
            Assert.Equal((original.Time, original.Hostname, original.Username), (snapshot.Time, snapshot.Hostname, snapshot.Username));
            Assert.Equal((null, null, 0, 0, 0), (snapshot.Parent, snapshot.Original, snapshot.Tags.Count, snapshot.Excludes.Count, snapshot.Summary.Length));

            var indexed = await shared.LoadIndexAsync(None);
            var names = new List<string>();
            await foreach (var entry in SnapshotTree.ListAsync(indexed, snapshot.Tree, [], None))
                names.Add(entry.DisplayPath);
            Assert.Equal(["/home", "/home/alice", Wanted, Wanted + "/2039", Wanted + "/2039/bill", Wanted + "/letter"], names);
            // The trees of the root, home, alice, taxes and 2039, and the data of two files.
            Assert.Equal(7, indexed.BlobCount);
            Assert.False(indexed.HasData(secret));
            var source = await (await _bench.OpenAsync(Source)).LoadIndexAsync(None);
            Assert.Equal(
                (await SnapshotTree.FindAsync(source, original.Tree, Wanted, None))!.Subtree, (await SnapshotTree.FindAsync(indexed, snapshot.Tree, Wanted, None))!.Subtree);
            Assert.Equal(448, (await SnapshotTree.FindAsync(indexed, snapshot.Tree, "/home/alice", None))!.Permissions);
        }

        Assert.Equal((2, 11), (result.Files, result.Bytes));
        var ledger = await _bench.ReadLedgerAsync();
        Assert.Contains($"\"type\":\"path-shared\"", ledger, StringComparison.Ordinal);
        Assert.Contains(new KeyringEntry(_hybrid.Recipient!.Kind, _hybrid.Recipient.ToString()).Fingerprint!, ledger, StringComparison.Ordinal);
        Assert.DoesNotContain("taxes", ledger, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_single_file_is_shared_without_its_neighbours()
    {
        await AddSourceAsync();

        await RunAsync(Request with { Path = Wanted + "/letter" });

        var indexed = await (await OpenAsync(_hybrid)).LoadIndexAsync(None);
        Assert.Equal(5, indexed.BlobCount);
    }

    [Fact]
    public async Task A_slash_is_the_whole_snapshot_without_what_was_said_about_it()
    {
        var (original, secret) = await AddSourceAsync();

        await RunAsync(Request with { Path = "/" });

        var shared = await OpenAsync(_hybrid);
        var snapshot = Assert.Single(await shared.ListSnapshotsAsync(None));
        Assert.Equal((original.Tree, 0), (snapshot.Tree, snapshot.Tags.Count));
        Assert.Equal(["/"], snapshot.Paths);
        Assert.True((await shared.LoadIndexAsync(None)).HasData(secret));
    }

    [Fact]
    public async Task What_was_recorded_of_the_directories_above_tells_nothing_of_their_content()
    {
        await AddSourceAsync();

        await RunAsync(Request);

        var shared = await OpenAsync(_hybrid);
        var above = (await SnapshotTree.FindAsync(await shared.LoadIndexAsync(None), (await shared.ListSnapshotsAsync(None))[0].Tree, "/home/alice", None))!;
        Assert.Equal((0ul, 0ul, null), (above.Links, above.Size, above.Error));
    }

    [Fact]
    public async Task A_passphrase_opens_it()
    {
        await AddSourceAsync();

        await RunAsync(Request with { Recipients = [], IsForPassphrase = true, PassphraseFile = _bench.Folder.Write("phrase", "several other random words\n") });

        using var passphrase = AgeIdentity.OfPassphrase("several other random words"u8);
        Assert.Single(await (await OpenAsync(passphrase)).ListSnapshotsAsync(None));
    }

    [Fact]
    public async Task A_dry_run_writes_nothing()
    {
        await AddSourceAsync();
        await _bench.BeginLedgerAsync();

        var result = await RunAsync(Request with { IsDryRun = true });

        Assert.Null(result.Copy);
        Assert.Equal((2, 11), (result.Files, result.Bytes));
        Assert.False(Directory.Exists(Place));
        Assert.DoesNotContain("path-shared", await _bench.ReadLedgerAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_place_without_room_for_a_keyring_needs_a_key_file()
    {
        const string Peer = "/memory/peer";
        await AddSourceAsync();
        var file = _bench.Folder.At("taxes.age");

        Assert.IsType<KeyringNotKept>(await RefusesAsync(Request with { To = Peer }));
        Assert.Empty(_bench.Stores[Peer].Objects);
        await RunAsync(Request with { To = Peer, KeyFile = file });

        await using var opened = await AgeFile.OpenAsync(new MemoryStream(await File.ReadAllBytesAsync(file, None)), [_hybrid], file, None);
        using var password = new StreamReader(opened);
        var shared = await (await SealedRepository.FindAsync(_bench.Stores[Peer], None)).UnlockAsync(System.Text.Encoding.ASCII.GetBytes(await password.ReadToEndAsync(None)), None);
        Assert.Single(await shared.ListSnapshotsAsync(None));
    }

    [Fact]
    public async Task What_is_wrong_is_refused_before_anything_is_written()
    {
        await AddSourceAsync();
        var file = _bench.Folder.Write("there", "");

        Assert.IsType<AgeRecipientInvalid>(await RefusesAsync(Request with { Recipients = [_hybrid.Recipient!.ToString()!, "age1nonsense"] }));
        Assert.IsType<PathNotInSnapshot>(await RefusesAsync(Request with { Path = "/home/alice/taxis" }));
        Assert.IsType<AgeRecipientsMixed>(await RefusesAsync(Request with { IsForPassphrase = true, KeyFile = _bench.Folder.At("new.age") }));
        Assert.IsType<PathNotWritable>(await RefusesAsync(Request with { KeyFile = file }));
        Assert.False(Directory.Exists(Place));

        await RunAsync(Request);
        Assert.IsType<RepositoryExists>(await RefusesAsync(Request));
        Assert.IsType<PlaceInsideRepository>(await RefusesAsync(Request with { To = Place + "/data/inside" }));
        File.Delete(Path.Combine(Place, "config"));
        Assert.IsType<KeyringLeftBehind>(await RefusesAsync(Request));
    }

    [Fact]
    public async Task What_could_not_be_finished_is_named_and_leaves_no_key_file()
    {
        await AddSourceAsync();
        var repository = await _bench.OpenAsync(Source);
        var indexed = await repository.LoadIndexAsync(None);
        var snapshot = (await repository.ListSnapshotsAsync(None)).Single(one => one.Hostname == "desk");
        var letter = (await SnapshotTree.FindAsync(indexed, snapshot.Tree, Wanted + "/letter", None))!.Content[0];
        _bench.Stores[Source].Objects.Remove(new ObjectName(ObjectKind.Pack, indexed.FindData(letter)!.Value.Pack.Value), out _);

        await Assert.ThrowsAnyAsync<Exception>(() => RunAsync(Request with { KeyFile = _bench.Folder.At("taxes.age") }));

        Assert.Contains(_bench.Events.Warnings, problem => problem is SharedPlaceUnfinished);
        Assert.False(File.Exists(_bench.Folder.At("taxes.age")));
    }

    private SharePathRequest Request => new() { Archive = _bench.Access, Path = Wanted, To = Place, Recipients = [_hybrid.Recipient!.ToString()!] };

    private Task<SharePathResult> RunAsync(SharePathRequest request) => new SharePathOperation(_bench.Environment).RunAsync(request, _bench.Events, None);

    private async Task<Problem> RefusesAsync(SharePathRequest request) => (await Assert.ThrowsAsync<ArchivistException>(() => RunAsync(request))).Problem;

    private async Task<OpenRepository> OpenAsync(AgeIdentity identity)
    {
        var (password, _) = await new Keyring(new KeyringFolder(Path.Combine(Place, Keyring.FolderName))).OpenAsync([identity], None);
        return await (await SealedRepository.FindAsync(_directories.Open(Place, new StoreAccess(), _bench.Events), None)).UnlockAsync(password, None);
    }

    /// <summary>An archive with a snapshot of two directories at home, and data beside what is wanted.</summary>
    private async Task<(Snapshot Original, BlobId Secret)> AddSourceAsync()
    {
        var repository = await _bench.AddRepositoryAsync(Source);
        await using var writer = (await repository.LoadIndexAsync(None)).BeginWrite(PackSizing.Default);
        var secret = await AddAsync(writer, "canary-secret", "nobody reads this");
        var year = await DirectoryAsync(writer, "2039", await AddAsync(writer, "bill", "twelve"));
        var taxes = await DirectoryAsync(writer, "taxes", await AddAsync(writer, "letter", "hello"), year);
        var alice = await DirectoryAsync(writer, "alice", secret, taxes);
        var home = await DirectoryAsync(writer, "home", alice, await DirectoryAsync(writer, "bob", secret));
        var snapshot = new Snapshot
        {
            Time = GoTime.From(_bench.Clock.GetUtcNow()),
            Tree = await writer.AddTreeAsync([home], None),
            Paths = ["/home"],
            Hostname = "desk",
            Username = "alice",
            Parent = (await repository.ListSnapshotsAsync(None))[0].Id,
            Tags = ["canary-tag"],
            Excludes = ["canary-exclude"],
        };
        return (await writer.CommitAsync(snapshot, None), secret.Content[0]);
    }

    private static async Task<Node> AddAsync(RepositoryWriter writer, string name, string content)
    {
        var owner = MemoryPool<byte>.Shared.Rent(content.Length);
        System.Text.Encoding.ASCII.GetBytes(content, owner.Memory.Span);
        return new Node { Name = FileName.Of(name), Type = NodeType.File, Size = (ulong)content.Length, Content = [await (await writer.AddDataAsync(owner, content.Length, None))] };
    }

    private static async Task<Node> DirectoryAsync(RepositoryWriter writer, string name, params Node[] entries) =>
        new() { Name = FileName.Of(name), Type = NodeType.Directory, Permissions = 448, Links = 7, Size = 4096, Error = "canary: not readable", Subtree = await writer.AddTreeAsync(entries, None) };

    /// <summary>Directories where a path is shared, and memory everywhere else.</summary>
    private sealed class Places(StoreOpener directories, MemoryStores memory, string place) : IStoreOpener
    {
        public IObjectStore Open(string address, StoreAccess access, IOperationEvents events) =>
            address.StartsWith(place, StringComparison.Ordinal) ? directories.Open(address, access, events) : memory.Open(address, access, events);
    }
}
