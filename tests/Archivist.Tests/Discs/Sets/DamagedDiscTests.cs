using Archivist.Discs.Planning;
using Archivist.Discs.Sets;
using Archivist.Messages.English;
using Archivist.Platform.Problems;
using Archivist.Repository.Opening;
using Archivist.Repository.Snapshots;
using Archivist.Repository.Stores;
using Archivist.Restore;
using Archivist.Restore.Restoring;
using Archivist.TestKit;

namespace Archivist.Tests.Discs.Sets;

/// <summary>What a restore from discs, and a rebuild of lost ones, make of damage.</summary>
public sealed class DamagedDiscTests : IDisposable
{
    private readonly ScratchFolder _folder = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_damaged_pack_is_read_from_another_copy_of_its_disc()
    {
        var set = await SmallSet.MakeAsync();
        var bad = await FindDataDiscAsync(set);
        var drives = set.Images.Select((image, number) => new FakeDrive($"drive{number}", number == bad ? Damage(set, bad) : image)).Append(new FakeDrive("copy", set.Images[bad])).ToList();
        var requests = new FakeRequests((_, _) => false);

        var result = await RestoreAsync(set, drives, requests);

        Assert.Equal((Failure.None, set.Files.Count), (result.Failure, (int)result.Totals.FilesDone));
        Assert.Equal(set.Files.Sum(file => (long)file.Value.Length), result.Totals.BytesDone);
        Assert.Contains(requests.Said, line => line.StartsWith($"disc {bad + 1} of 3", StringComparison.Ordinal) && line.Contains("is damaged there", StringComparison.Ordinal));
        Assert.Empty(requests.Asked);
        RequireWhole(set, []);
    }

    [Fact]
    public async Task A_damaged_pack_is_read_from_a_replica()
    {
        var set = await SmallSet.MakeAsync();
        var drives = set.Images.Select((_, number) => new FakeDrive($"drive{number}", Damage(set, number))).ToList();

        var result = await RestoreAsync(set, drives, new FakeRequests((_, _) => false), [set.Store]);

        Assert.Equal(Failure.None, result.Failure);
        RequireWhole(set, []);
    }

    [Fact]
    public async Task Exactly_the_files_with_damaged_pieces_are_lost()
    {
        var set = await SmallSet.MakeAsync(files: 20);
        var bad = await FindDataDiscAsync(set);
        var drives = set.Images.Select((image, number) => new FakeDrive($"drive{number}", number == bad ? Damage(set, bad) : image)).ToList();

        var result = await RestoreAsync(set, drives, new FakeRequests((_, _) => false));

        Assert.Equal(Failure.DataLoss, result.Failure);
        Assert.All(result.Problems, problem => Assert.Equal($"a part of it is damaged on disc {bad + 1} of 3 of test-set (label TEST_{bad + 1}), and nothing else that was available has it", EnglishMessages.Instance.Of(problem.Cause)));
        var lost = result.Problems.Select(problem => problem.Path.TrimStart('/')).ToHashSet();
        Assert.InRange(lost.Count, 1, set.Files.Count - 1);
        Assert.Equal(set.Files.Count - lost.Count, result.Totals.FilesDone);
        RequireWhole(set, lost);
    }

    [Fact]
    public async Task A_damaged_pack_and_an_absent_copy_of_it_are_told_apart()
    {
        var set = await SmallSet.MakeAsync();
        using var discs = await set.OpenAsync([new FakeDrive("one", set.Images[0])], new FakeRequests((_, _) => false));

        await discs.RejectAsync(set.Discs[0].Packs[0], new Cause.Detail("its tag is wrong"), Cancellation);

        Assert.Equal(Failure.DataLoss, discs.DescribeMissing(set.Discs[0].Packs[0]).Failure);
        Assert.Equal(Failure.TooFewReplicas, discs.DescribeMissing(set.Discs[1].Packs[0]).Failure);
        Assert.Equal([set.Discs[0].Packs[1]], await discs.FindAtHandAsync(set.Discs[0].Packs.Take(2), Cancellation));
    }

    [Fact]
    public async Task A_disc_that_is_taken_out_while_it_is_read_is_asked_for_again_and_not_called_damaged()
    {
        var set = await SmallSet.MakeAsync(discs: 3, files: 30);
        var folders = await FindFolderDiscAsync(set);
        var drive = new FakeDrive("drive", set.Images[folders]);
        var early = (folders + 1) % 3;
        var reads = 0;
        drive.OnRead = (image, offset) =>
        {
            // Somebody changes it in the midst of the second pack.
            if (image == set.Images[early] && OffsetOf(set, early, pack: 1) is var place && offset >= place && reads++ == 0)
                drive.Image = set.Images[(folders + 2) % 3];
        };
        var requests = new FakeRequests((wanted, _) =>
        {
            drive.Image = set.Images[wanted.Volume - 1];
            return true;
        });

        var result = await RestoreAsync(set, [drive], requests);

        Assert.Equal(Failure.None, result.Failure);
        Assert.Equal(1, Math.Min(1, reads));
        Assert.DoesNotContain(requests.Said, line => line.Contains("damaged", StringComparison.Ordinal));
        RequireWhole(set, []);
    }

    [Fact]
    public async Task A_damaged_index_is_read_from_another_disc()
    {
        var set = await SmallSet.MakeAsync();
        var index = set.Store.Objects.First(item => item.Key.Kind is ObjectKind.Index).Value;
        byte[] damaged = [.. set.Images[0]];
        damaged[damaged.AsSpan().IndexOf(index) + 20] ^= 1;
        var drive = new FakeDrive("drive", damaged);
        var requests = new FakeRequests((wanted, _) =>
        {
            drive.Image = set.Images[wanted.Volume - 1];
            return true;
        });

        var result = await RestoreAsync(set, [drive], requests);

        Assert.Equal(Failure.None, result.Failure);
        Assert.Contains(requests.Said, line => line.Contains("is looked for on another disc", StringComparison.Ordinal));
        RequireWhole(set, []);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task With_one_drive_a_lost_disc_is_computed_by_the_restore(bool withFolders)
    {
        Directory.CreateDirectory(_folder.At("par2"));
        var set = await SmallSet.MakeAsync(par2: _folder.At("par2"));
        var folders = await FindFolderDiscAsync(set);
        var lost = withFolders ? folders : (folders + 1) % 3;
        var drive = new FakeDrive("drive", set.Images[(lost + 1) % 3]) { IsSlow = withFolders };
        var requests = new FakeRequests((wanted, _) =>
        {
            if (wanted.Volume - 1 == lost)
                return false;
            drive.Image = set.Images[wanted.Volume - 1];
            return true;
        });

        var result = await RestoreAsync(set, [drive], requests);

        Assert.Equal(Failure.None, result.Failure);
        Assert.Single(requests.Asked, $"ask {lost + 1}");
        Assert.Contains(requests.Said, line => line.StartsWith("What is missing of set test-set is computed", StringComparison.Ordinal));
        RequireWhole(set, []);
    }

    [Fact]
    public async Task A_damaged_pack_is_computed_when_the_others_are_at_hand()
    {
        Directory.CreateDirectory(_folder.At("par2"));
        var set = await SmallSet.MakeAsync(par2: _folder.At("par2"));
        var drives = set.Images.Select((image, number) => new FakeDrive($"drive{number}", number == 1 ? Damage(set, 1) : image) { IsFixed = true }).ToList();
        var requests = new FakeRequests((_, _) => throw new InvalidOperationException("Nobody is to be asked."));

        var result = await RestoreAsync(set, drives, requests);

        Assert.Equal(Failure.None, result.Failure);
        Assert.Empty(requests.Asked);
        RequireWhole(set, []);
    }

    [Theory]
    [InlineData(0, false)]
    [InlineData(1, true)]
    [InlineData(2, false)]
    public async Task With_one_drive_a_lost_disc_is_rebuilt_into_a_folder(int lost, bool isSlow)
    {
        Directory.CreateDirectory(_folder.At("par2"));
        var set = await SmallSet.MakeAsync(par2: _folder.At("par2"));
        var drive = new FakeDrive("drive", set.Images[3]) { IsSlow = isSlow };
        var requests = new FakeRequests((wanted, _) =>
        {
            drive.Image = set.Images[wanted.Volume - 1];
            return true;
        });
        using var discs = await set.OpenAsync([drive], requests);
        discs.Forgo([set.Discs[lost].Id]);
        Directory.CreateDirectory(_folder.At("rebuilt"));

        var rebuilt = await discs.RebuildAsync(set.Discs[0].Set, _folder.At("rebuilt"), Cancellation);

        Assert.Equal(set.Discs[lost].Packs.ToHashSet(), rebuilt.Packs.ToHashSet());
        Assert.Equal(2, requests.Asked.Count());
        Assert.DoesNotContain($"ask {lost + 1}", requests.Asked);
        foreach (var name in rebuilt.Packs.Select(pack => new ObjectName(ObjectKind.Pack, pack.Value)))
            Assert.Equal(set.Store.Objects[name], await File.ReadAllBytesAsync(_folder.At("rebuilt", RepositoryLayout.PathOf(name)), Cancellation));
    }

    [Fact]
    public async Task More_lost_discs_than_recovery_is_for_are_refused_before_anything_is_asked()
    {
        Directory.CreateDirectory(_folder.At("par2"));
        var set = await SmallSet.MakeAsync(par2: _folder.At("par2"));
        var requests = new FakeRequests((_, _) => true);
        using var discs = await set.OpenAsync([new FakeDrive("drive", set.Images[3])], requests);
        discs.Forgo([set.Discs[0].Id, set.Discs[1].Id]);
        Directory.CreateDirectory(_folder.At("rebuilt"));

        var failure = await Assert.ThrowsAsync<ArchivistException>(() => discs.RebuildAsync(set.Discs[0].Set, _folder.At("rebuilt"), Cancellation));

        Assert.Equal(Failure.DataLoss, failure.Failure);
        Assert.Empty(requests.Asked);
        Assert.Empty(Directory.EnumerateFileSystemEntries(_folder.At("rebuilt")));
    }

    /// <summary>One byte of one piece on that disc is another one; the disc has no error correction.</summary>
    private static byte[] Damage(SmallSet set, int disc)
    {
        byte[] image = [.. set.Images[disc]];
        image[OffsetOf(set, disc, pack: 0) + 40] ^= 0x10;
        return image;
    }

    private static int OffsetOf(SmallSet set, int disc, int pack) =>
        set.Images[disc].AsSpan().IndexOf(set.Store.Objects[new ObjectName(ObjectKind.Pack, set.Discs[disc].Packs[pack].Value)]);

    private static async Task<OpenRepository> UnlockAsync(IObjectSource store) =>
        await (await SealedRepository.FindAsync(store, Cancellation)).UnlockAsync(SampleRepository.Password, Cancellation);

    private static async Task<int> FindFolderDiscAsync(SmallSet set)
    {
        var pack = (await (await UnlockAsync(set.Store)).LoadIndexAsync(Cancellation)).FindTree(set.Snapshot.Tree)!.Value;
        return set.Discs.TakeWhile(disc => !disc.Packs.Contains(pack)).Count();
    }

    /// <summary>A disc whose first pack has pieces of the snapshot's files, and no folders.</summary>
    private static async Task<int> FindDataDiscAsync(SmallSet set)
    {
        var indexed = await (await UnlockAsync(set.Store)).LoadIndexAsync(Cancellation);
        var needs = await SnapshotNeeds.FindAsync(indexed, Cancellation);
        return Enumerable.Range(0, set.Discs.Count).First(number => needs.Packs.Skip(1).Contains(set.Discs[number].Packs[0]));
    }

    private async Task<RestoreOutcome> RestoreAsync(SmallSet set, IReadOnlyList<FakeDrive> drives, FakeRequests requests, IReadOnlyList<IObjectSource>? copies = null)
    {
        using var discs = await set.OpenAsync(drives, requests);
        var repository = await UnlockAsync(discs);
        var path = new DiscRestorePath(discs, copies ?? []);
        if (copies is not null)
            repository = repository.From(path.Source);
        var indexed = await repository.LoadIndexAsync(Cancellation);
        Directory.CreateDirectory(_folder.At("target"));
        return await new SnapshotRestore(
            indexed,
            new RestoreOptions { Snapshot = set.Snapshot, Target = _folder.At("target"), Stages = path.Start(_folder.At("target"), null) }, null).RunAsync(Cancellation);
    }

    private void RequireWhole(SmallSet set, HashSet<string> lost)
    {
        foreach (var (path, content) in set.Files)
        {
            if (lost.Contains(path))
                Assert.False(File.Exists(_folder.At("target", path)), $"{path} has its name and is not whole");
            else
                Assert.Equal(content, File.ReadAllBytes(_folder.At("target", path)));
        }
    }
}
