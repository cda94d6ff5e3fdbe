using Archivist.Discs.Catalogue;
using Archivist.Discs.Planning;
using Archivist.Discs.Sets;
using Archivist.Images.Model;
using Archivist.Messages.English;
using Archivist.Platform.Problems;
using Archivist.Repository.Opening;
using Archivist.Repository.Snapshots;
using Archivist.Repository.Stores;
using Archivist.Restore;
using Archivist.Restore.Restoring;
using Archivist.TestKit;
using Archivist.Tests.Images;

namespace Archivist.Tests.Discs.Sets;

public sealed class DiscSetTests : IDisposable
{
    private readonly ScratchFolder _folder = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task With_all_discs_at_hand_nobody_is_asked_and_everything_comes_back()
    {
        var set = await SmallSet.MakeAsync();
        var requests = new FakeRequests((_, _) => false);

        var result = await RestoreAsync(set, [.. set.Images.Select((image, number) => new FakeDrive($"drive{number}", image))], requests);

        Assert.Equal(Failure.None, result.Failure);
        Assert.Empty(requests.Said);
        Assert.Equal((set.Files.Count, set.Files.Count), (result.Totals.Files, result.Totals.FilesDone));
        Assert.Equal(set.Files.Sum(file => (long)file.Value.Length), result.Totals.BytesDone);
        RequireAll(set);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public async Task With_one_drive_each_disc_is_asked_for_once(int first)
    {
        var set = await SmallSet.MakeAsync(discs: 4);
        var drive = new FakeDrive("drive", set.Images[first]);
        var requests = new FakeRequests((wanted, _) =>
        {
            drive.Image = set.Images[wanted.Volume - 1];
            return true;
        });

        var result = await RestoreAsync(set, [drive], requests);

        Assert.Equal(Failure.None, result.Failure);
        // The one disc more: the first one again, when the folders made another one necessary before anything was read from it.
        Assert.InRange(requests.Asked.Count(), 3, 4);
        Assert.Equal(requests.Asked.Distinct(), requests.Asked);
        RequireAll(set);
    }

    [Fact]
    public async Task A_wrong_disc_is_told_by_its_name_and_another_wanted_one_is_taken()
    {
        var set = await SmallSet.MakeAsync();
        var other = await SmallSet.MakeAsync(seed: 2);
        var drive = new FakeDrive("drive", set.Images[0]);
        var trouble = true;
        var requests = new FakeRequests((wanted, waits) =>
        {
            if (!trouble)
                drive.Image = set.Images[wanted.Volume - 1];
            else
                drive.Image = waits switch { 1 => null, 2 => other.Images[1], 3 => [.. new byte[100_000]], _ => set.Images[wanted.Volume - 1] };
            trouble &= waits < 4;
            return true;
        });

        var result = await RestoreAsync(set, [drive], requests);

        Assert.Equal(Failure.None, result.Failure);
        Assert.Contains("drive has disc 2 of 3 of test-set (label TEST_2), of another repository,", requests.Said);
        RequireAll(set);
    }

    [Fact]
    public async Task Without_a_disc_the_rest_is_whole_and_what_is_missing_is_named()
    {
        var set = await SmallSet.MakeAsync(files: 40);
        // The folders are on one disc; that one must be there.
        var folders = await FindFolderDiscAsync(set);
        var missing = (folders + 1) % 3;
        var drives = set.Images.Where((_, number) => number != missing).Select((image, number) => new FakeDrive($"drive{number}", image)).ToList();
        var requests = new FakeRequests((_, _) => false);

        var result = await RestoreAsync(set, drives, requests);

        Assert.Equal(Failure.TooFewReplicas, result.Failure);
        Assert.Equal($"ask {missing + 1}", Assert.Single(requests.Asked));
        Assert.NotEmpty(result.Problems);
        Assert.All(result.Problems, problem => Assert.Equal($"a part of it is on disc {missing + 1} of 3 of test-set (label TEST_{missing + 1}), which was not available", EnglishMessages.Instance.Of(problem.Cause)));
        var lost = result.Problems.Select(problem => problem.Path.TrimStart('/')).ToHashSet();
        Assert.InRange(lost.Count, 1, set.Files.Count - 1);
        foreach (var (path, content) in set.Files)
        {
            if (lost.Contains(path))
                Assert.False(File.Exists(_folder.At("target", path)), $"{path} has its name and is not whole");
            else
                Assert.Equal(content, await File.ReadAllBytesAsync(_folder.At("target", path), Cancellation));
        }

        Assert.Equal(set.Files.Count - lost.Count, result.Totals.FilesDone);
    }

    [Fact]
    public async Task A_disc_that_lies_about_its_packs_is_asked_for_once()
    {
        var set = await SmallSet.MakeAsync();
        // Disc 2 comes under its own name, but with the content of nothing: its packs are not where its record says.
        var folders = await FindFolderDiscAsync(set);
        var liar = (folders + 1) % 3;
        var drives = new[] { new FakeDrive("one", set.Images[folders]), new FakeDrive("two", null) };
        var empty = await EmptyDiscAsync(set, liar);
        var requests = new FakeRequests((wanted, _) =>
        {
            drives[1].Image = wanted.Volume - 1 == liar ? empty : set.Images[wanted.Volume - 1];
            return true;
        });

        var result = await RestoreAsync(set, drives, requests);

        Assert.Equal(Failure.TooFewReplicas, result.Failure);
        Assert.Equal(requests.Asked.Distinct(), requests.Asked);
    }

    [Fact]
    public async Task Drives_without_a_disc_and_discs_of_two_repositories_are_refused()
    {
        var (set, other) = (await SmallSet.MakeAsync(), await SmallSet.MakeAsync(seed: 2));
        var requests = new FakeRequests((_, _) => false);

        var none = await Assert.ThrowsAsync<ArchivistException>(() => set.OpenAsync([new FakeDrive("empty", null)], requests));
        var two = await Assert.ThrowsAsync<ArchivistException>(
            () => set.OpenAsync([new FakeDrive("one", set.Images[0]), new FakeDrive("two", other.Images[0])], requests));

        Assert.Equal((Failure.MediumFailed, Failure.Usage), (none.Failure, two.Failure));
    }

    [Fact]
    public async Task Needs_name_each_pack_once_the_disc_with_most_first()
    {
        var set = await SmallSet.MakeAsync();
        using var discs = await set.OpenAsync([new FakeDrive("one", set.Images[2])], new FakeRequests((_, _) => false));
        var wanted = set.Discs[1].Packs.Select(pack => (pack, bytes: 10L)).Concat(set.Discs[0].Packs.Take(1).Select(pack => (pack, bytes: 25L)))
            .ToDictionary(pair => pair.pack, pair => pair.bytes);

        var needs = discs.Needs(wanted);

        Assert.Equal([(2, set.Discs[1].Packs.Count), (1, 1)], needs.Select(need => (need.Disc.Volume, need.Packs)));
        Assert.Equal(wanted.Values.Sum(), needs.Sum(need => need.Bytes));
    }

    [Fact]
    public async Task What_snapshots_need_comes_in_the_order_of_a_restore_and_spreads_over_discs()
    {
        var set = await SmallSet.MakeAsync();
        var repository = await UnlockAsync(set.Store);
        var indexed = await repository.LoadIndexAsync(Cancellation);

        var needs = await SnapshotNeeds.FindAsync(indexed, Cancellation);

        // The folders' pack, then for each file in the order of paths its two pieces.
        Assert.Equal((set.Files.Count * 2) + 1, needs.Packs.Count);
        Assert.Equal(indexed.FindTree(set.Snapshot.Tree), needs.Packs[0]);
        var root = await indexed.ReadTreeAsync(set.Snapshot.Tree, Cancellation);
        var first = (await indexed.ReadTreeAsync(root[0].Subtree!.Value, Cancellation))[0];
        Assert.Equal(indexed.FindData(first.Content[0])?.Pack, needs.Packs[1]);
        Assert.Equal(indexed.FindData(first.Content[1])?.Pack, needs.Packs[2]);
        var spread = Assert.Single(needs.Spread(pack => set.Discs.TakeWhile(disc => !disc.Packs.Contains(pack)).Count(), 3));
        Assert.Equal([0, 1, 2], spread.Volumes);
        Assert.True(spread.IsComplete);
        Assert.False(Assert.Single(needs.Spread(pack => set.Discs[0].Packs.Contains(pack) ? 0 : -1, 1)).IsComplete);
    }

    private static async Task<OpenRepository> UnlockAsync(IObjectSource store) =>
        await (await SealedRepository.FindAsync(store, Cancellation)).UnlockAsync(SampleRepository.Password, Cancellation);

    private static async Task<int> FindFolderDiscAsync(SmallSet set)
    {
        var pack = (await (await UnlockAsync(set.Store)).LoadIndexAsync(Cancellation)).FindTree(set.Snapshot.Tree)!.Value;
        return set.Discs.TakeWhile(disc => !disc.Packs.Contains(pack)).Count();
    }

    private static async Task<byte[]> EmptyDiscAsync(SmallSet set, int number) => await SmallDisc.WriteAsync(new DiscLayout
    {
        VolumeIdentifier = "EMPTY",
        CreatedAt = SmallDisc.CreatedAt,
        Files =
        [
            SmallDisc.File(DiscRecordFile.PathOnDisc, DiscRecordFile.Write(set.Discs[number])),
            .. set.Store.Objects.Where(item => item.Key.Kind is not ObjectKind.Pack).Select(item => SmallDisc.File("repository/" + RepositoryLayout.PathOf(item.Key), item.Value)),
        ],
    });

    private async Task<RestoreOutcome> RestoreAsync(SmallSet set, IReadOnlyList<FakeDrive> drives, FakeRequests requests)
    {
        using var discs = await set.OpenAsync(drives, requests);
        var repository = await UnlockAsync(discs);
        var indexed = await repository.LoadIndexAsync(Cancellation);
        Directory.CreateDirectory(_folder.At("target"));
        return await new SnapshotRestore(
            indexed,
            new RestoreOptions { Snapshot = set.Snapshot, Target = _folder.At("target"), Stages = new DiscRestorePath(discs, []).Start(_folder.At("target"), null) }, null).RunAsync(Cancellation);
    }

    private void RequireAll(SmallSet set)
    {
        Assert.Equal(
            set.Files.Keys.Order(StringComparer.Ordinal),
            Directory.EnumerateFiles(_folder.At("target"), "*", SearchOption.AllDirectories).Select(path => Path.GetRelativePath(_folder.At("target"), path)).Order(StringComparer.Ordinal));
        foreach (var (path, content) in set.Files)
            Assert.Equal(content, File.ReadAllBytes(_folder.At("target", path)));
        Assert.Equal(SmallDisc.CreatedAt.UtcDateTime, File.GetLastWriteTimeUtc(_folder.At("target", "a", "file0")));
    }
}
