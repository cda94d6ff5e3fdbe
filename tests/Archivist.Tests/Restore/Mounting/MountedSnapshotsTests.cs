using System.Runtime.InteropServices;
using System.Text;
using Archivist.Platform.FileSystem;
using Archivist.Platform.Files;
using Archivist.Platform.Problems;
using Archivist.Repository.Crypto;
using Archivist.Repository.Opening;
using Archivist.Repository.Packs;
using Archivist.Repository.Snapshots;
using Archivist.Repository.Stores;
using Archivist.Repository.Trees;
using Archivist.Repository.Writing;
using Archivist.Restore.Mounting;
using Archivist.Restore.Problems;
using Archivist.TestKit;

namespace Archivist.Tests.Restore.Mounting;

/// <summary>What is taken while the repository is mounted is seen, when somebody looks and some seconds have gone by.</summary>
public sealed class MountedSnapshotsTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    private readonly ManualClock _clock = new(DateTimeOffset.UnixEpoch);
    private readonly List<Cause> _damages = [];
    private readonly MemoryStore _store = new();
    private OpenRepository _repository = null!;

    [Fact]
    public async Task A_later_snapshot_appears_and_its_files_are_read()
    {
        var files = await MountAsync(_ => true);
        await AddAsync(2, "second");
        Assert.Single(await ListAsync(files, "ids"));
        _clock.Advance(TimeSpan.FromSeconds(4));
        Assert.Single(await ListAsync(files, "ids"));
        _clock.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal(2, (await ListAsync(files, "ids")).Count);
        Assert.Equal(["1970-01-01T00:00:01Z", "1970-01-01T00:00:02Z", "latest"], await ListAsync(files, "snapshots"));
        Assert.Equal("second", await ReadAsync(files, "snapshots", "1970-01-01T00:00:02Z", "hello"));
        Assert.Equal("first", await ReadAsync(files, "snapshots", "1970-01-01T00:00:01Z", "hello"));
        Assert.Empty(_damages);
    }

    [Fact]
    public async Task The_latest_gets_a_new_number_when_it_leads_elsewhere()
    {
        var files = await MountAsync(_ => true);
        var before = await LookupAsync(files, await LookupAsync(files, 1, "snapshots"), "latest");
        _clock.Advance(TimeSpan.FromSeconds(6));
        Assert.Equal(before, await LookupAsync(files, await LookupAsync(files, 1, "snapshots"), "latest"));
        await AddAsync(2, "second");
        _clock.Advance(TimeSpan.FromSeconds(6));
        var after = await LookupAsync(files, await LookupAsync(files, 1, "snapshots"), "latest");
        Assert.NotEqual(before, after);
        Assert.Equal("1970-01-01T00:00:02Z", Encoding.UTF8.GetString(await BytesAsync(files, FuseProtocol.ReadLink, after, [])));
        // The kernel lets go of the old one at its leisure.
        files.Forget(before, 10);
        Assert.Equal(after, await LookupAsync(files, await LookupAsync(files, 1, "snapshots"), "latest"));
    }

    [Fact]
    public async Task A_forgotten_snapshot_goes_and_its_empty_host_with_it()
    {
        var files = await MountAsync(_ => true);
        var host = await LookupAsync(files, await LookupAsync(files, 1, "hosts"), "host1");
        await AddAsync(2, "second");
        foreach (var snapshot in (await _repository.ListSnapshotsAsync(None)).Where(snapshot => snapshot.Hostname == "host1"))
            await _store.RemoveAsync(new ObjectName(ObjectKind.Snapshot, snapshot.Id.Value), None);
        _clock.Advance(TimeSpan.FromSeconds(6));
        Assert.Equal(["host2"], await ListAsync(files, "hosts"));
        Assert.Equal(0ul, await LookupAsync(files, host, "latest"));
    }

    [Fact]
    public async Task Filters_hold_for_later_snapshots_too()
    {
        var files = await MountAsync(snapshot => snapshot.Hostname == "host1");
        await AddAsync(2, "second");
        _clock.Advance(TimeSpan.FromSeconds(6));
        Assert.Single(await ListAsync(files, "ids"));
    }

    [Fact]
    public async Task A_list_that_cannot_be_loaded_is_told_and_the_old_one_stays()
    {
        var files = await MountAsync(_ => true);
        var name = new ObjectName(ObjectKind.Snapshot, Digest.Of("none"u8));
        _store.Objects.Add(name, "damaged"u8.ToArray());
        _clock.Advance(TimeSpan.FromSeconds(6));
        Assert.Single(await ListAsync(files, "ids"));
        Assert.IsType<SnapshotListOutdated>(Assert.IsType<Cause.Known>(Assert.Single(_damages)).Problem);
        _store.Objects.Remove(name);
        _clock.Advance(TimeSpan.FromSeconds(6));
        Assert.Single(await ListAsync(files, "ids"));
        Assert.Single(_damages);
    }

    private async Task<SnapshotFileSystem> MountAsync(Func<Snapshot, bool> shows)
    {
        _repository = Archivist.Tests.Repository.Pruning.HistoryRepository.Create(_store, 2);
        await AddAsync(1, "first");
        var indexed = await _repository.LoadIndexAsync(None);
        var snapshots = new MountedSnapshots(indexed, await _repository.ListSnapshotsAsync(None), shows, SampleRepository.Who, _clock)
        {
            OnDamage = (_, cause) => _damages.Add(cause),
        };
        return new SnapshotFileSystem(indexed, snapshots, 1 << 20);
    }

    private async Task AddAsync(int second, string content)
    {
        await using var writer = (await _repository.LoadIndexAsync(None)).BeginWrite(PackSizing.Default);
        var owner = System.Buffers.MemoryPool<byte>.Shared.Rent(content.Length);
        Encoding.UTF8.GetBytes(content, owner.Memory.Span);
        var blob = await await writer.AddDataAsync(owner, content.Length, None);
        var tree = await writer.AddTreeAsync(
            [new Node { Name = FileName.Of("hello"), Type = NodeType.File, Size = (ulong)content.Length, Content = [blob] }], None);
        await writer.CommitAsync(new Snapshot { Time = new GoTime(second, 0, 0), Tree = tree, Paths = ["/x"], Hostname = $"host{second}" }, None);
    }

    /// <summary>The names in one of the top folders: opened, listed, closed.</summary>
    private static async Task<List<string>> ListAsync(SnapshotFileSystem files, string folder)
    {
        var id = await LookupAsync(files, 1, folder);
        var handle = MemoryMarshal.Read<ulong>(await BytesAsync(files, FuseProtocol.OpenFolder, id, new byte[8]));
        Assert.NotEqual(0ul, handle);
        var names = new List<string>();
        var listed = await BytesAsync(files, FuseProtocol.ReadFolder, id, ReadRequest(handle, 64 * 1024));
        for (var at = 0; at < listed.Length;)
        {
            var length = MemoryMarshal.Read<int>(listed.AsSpan(at + 16));
            names.Add(Encoding.UTF8.GetString(listed, at + 24, length));
            at += 24 + (length + 7 & ~7);
        }

        await BytesAsync(files, FuseProtocol.ReleaseFolder, id, ReadRequest(handle, 0));
        return [.. names.Where(name => name is not ("." or ".."))];
    }

    private static async Task<string> ReadAsync(SnapshotFileSystem files, params string[] path)
    {
        var id = 1ul;
        foreach (var name in path)
            id = await LookupAsync(files, id, name);
        var handle = MemoryMarshal.Read<ulong>(await BytesAsync(files, FuseProtocol.Open, id, new byte[8]));
        return Encoding.UTF8.GetString(await BytesAsync(files, FuseProtocol.Read, id, ReadRequest(handle, 4096)));
    }

    private static async Task<ulong> LookupAsync(SnapshotFileSystem files, ulong folder, string name) =>
        MemoryMarshal.Read<ulong>(await BytesAsync(files, FuseProtocol.Lookup, folder, Encoding.UTF8.GetBytes(name + '\0')));

    private static async Task<byte[]> BytesAsync(SnapshotFileSystem files, uint operation, ulong id, byte[] body)
    {
        using var reply = await files.AnswerAsync(operation, id, body, None);
        Assert.Equal(0, reply.Error);
        return reply.Finish(1)[FuseProtocol.ReplyHeader..].ToArray();
    }

    private static byte[] ReadRequest(ulong handle, uint size)
    {
        var body = new byte[40];
        MemoryMarshal.Write(body, handle);
        MemoryMarshal.Write(body.AsSpan(16), size);
        return body;
    }
}
