using Archivist.Operations.Archives;
using Archivist.Operations.Events;
using Archivist.Operations.Listing;
using Archivist.Operations.Problems;
using Archivist.Operations.Restoring;
using Archivist.Platform.Problems;
using Archivist.Repository.Crypto;
using Archivist.Repository.Stores;
using Archivist.TestKit;

namespace Archivist.Tests.Operations.Restoring;

/// <summary>A repository with two replicas, of which some are damaged, foreign or gone.</summary>
public sealed class RestoreFromManyTests : IDisposable
{
    private static readonly CancellationToken None = CancellationToken.None;
    private readonly Bench _bench = new();

    public RestoreFromManyTests() => Assert.SkipUnless(OperatingSystem.IsLinux(), "files are restored on Linux only so far");

    private string Repository => _bench.Folder.At("repository");

    public void Dispose() => _bench.Dispose();

    [Fact]
    public async Task A_repository_that_is_whole_is_read_alone()
    {
        await PrepareAsync();

        var result = await RestoreAsync();

        Assert.Equal(["repository", "one", "two"], result.Copies.Select(copy => copy.Name));
        Assert.Equal([0L, 0L], result.Copies.Skip(1).Select(copy => copy.Bytes));
        Assert.Empty(Warnings());
        Assert.Equal(0, _bench.Count(ObjectKind.Lock, Repository));
    }

    [Fact]
    public async Task Damaged_packs_of_the_repository_come_from_a_replica_and_the_damage_is_told()
    {
        await PrepareAsync();
        Damage(Repository);

        var result = await RestoreAsync();

        Assert.Equal(Failure.None, result.Verdict);
        Assert.Contains(Warnings(), warning => warning is CopyGaveWrongBytes { Place: "repository", Count: > 0 });
    }

    [Fact]
    public async Task When_the_repository_is_gone_its_replicas_are_read_with_a_warning()
    {
        await PrepareAsync();
        _bench.Stores[Repository].Objects.Clear();

        await RestoreAsync();

        Assert.Contains(Warnings(), warning => warning is ReadingFromOthers { Others: ["one", "two"] } gone && gone.Place == Repository);
        var listed = await new SnapshotsOperation(_bench.Environment).RunAsync(new SnapshotsRequest { Archive = _bench.Access }, _bench.Events, None);
        Assert.Single(listed.Snapshots);
    }

    [Fact]
    public async Task A_replica_of_another_repository_is_never_read()
    {
        await PrepareAsync();
        await _bench.AddRepositoryAsync(_bench.Folder.At("one"));
        _bench.Stores[_bench.Folder.At("two")].Objects.Clear();
        Damage(Repository);

        var failure = await Assert.ThrowsAsync<ArchivistException>(() => RestoreAsync());

        Assert.Equal(Failure.Tampering, failure.Failure);
        Assert.Contains(Warnings(), warning => warning is OtherRepositoryInCopy { Place: "one" });
    }

    [Fact]
    public async Task Copies_that_are_named_are_read_and_no_others()
    {
        await PrepareAsync();

        var result = await RestoreAsync("two", "one");

        Assert.Equal(["two", "one"], result.Copies.Select(copy => copy.Name));
        Assert.True(result.Copies.Sum(copy => copy.Bytes) > 0);
        var byAddress = await RestoreAsync(_bench.Folder.At("one"));
        Assert.Empty(byAddress.Copies);
    }

    [Fact]
    public async Task Snapshots_that_only_one_of_the_named_copies_has_are_found()
    {
        await PrepareAsync();
        await Bench.AddSnapshotAsync(await _bench.OpenAsync(_bench.Folder.At("one")), "newer");

        await RestoreAsync("two", "one");

        Assert.Equal("newer", await File.ReadAllTextAsync(_bench.Folder.At("out", "hello"), None));
    }

    [Fact]
    public async Task A_wrong_password_is_not_tried_on_the_replicas()
    {
        await PrepareAsync();
        _bench.Folder.Write("password", "another one");

        var failure = await Assert.ThrowsAsync<ArchivistException>(() => RestoreAsync());

        Assert.Equal(Failure.WrongKey, failure.Failure);
        Assert.Empty(Warnings());
    }

    [Fact]
    public async Task When_nothing_can_be_opened_the_failure_of_the_repository_is_said()
    {
        _bench.UseSettings("one", "two");

        var failure = await Assert.ThrowsAsync<ArchivistException>(() => RestoreAsync());

        Assert.Equal(Failure.RepositoryMissing, failure.Failure);
    }

    private async Task PrepareAsync()
    {
        _bench.UseSettings("one", "two");
        await _bench.AddRepositoryAsync(Repository);
        foreach (var replica in (string[])["one", "two"])
        {
            var copy = _bench.Stores[_bench.Folder.At(replica)];
            foreach (var (name, content) in _bench.Stores[Repository].Objects)
                copy.Objects[name] = [.. content];
        }
    }

    private void Damage(string address)
    {
        var objects = _bench.Stores[address].Objects;
        foreach (var name in objects.Keys.Where(name => name.Kind is ObjectKind.Pack).ToList())
            objects[name] = [.. objects[name].Select((value, at) => at == 20 ? (byte)(value ^ 1) : value)];
    }

    private List<Problem> Warnings() => [.. _bench.Events.Warnings];

    private Task<RestoreResult> RestoreAsync(params string[] from) => new RestoreOperation(_bench.Environment).RunAsync(
        new RestoreRequest { Archive = _bench.Access, Snapshot = SnapshotReference.Parse("latest"), Target = _bench.Folder.At("out"), From = from }, _bench.Events, None);
}
