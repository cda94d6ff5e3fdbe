using Archivist.Discs.Catalogue;
using Archivist.Operations.Auditing;
using Archivist.Operations.Problems;
using Archivist.Operations.Replicating;
using Archivist.Operations.Retention;
using Archivist.Operations.Reviewing;
using Archivist.Platform.Problems;
using Archivist.Repository.Crypto;
using Archivist.Repository.Stores;

namespace Archivist.Tests.Operations.Placing;

public sealed class PlacingTests : IDisposable
{
    private static readonly CancellationToken None = CancellationToken.None;
    private readonly Bench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Fact]
    public async Task Nothing_is_removed_while_too_few_copies_are_verified()
    {
        await SetUpAsync("copies = 2\nvendors = 1\ngeographies = 1");
        var before = _bench.Stores[Repository].Objects.Keys.ToHashSet();

        var forgetting = await Assert.ThrowsAsync<ArchivistException>(() => ForgetAsync());
        var pruning = await Assert.ThrowsAsync<ArchivistException>(() => PruneAsync());
        await PruneAsync(new PruneRequest { IsDryRun = true });

        Assert.Equal([(2, 0), (1, 0), (1, 0)], Assert.IsType<RemovalBelowPolicy>(forgetting.Problem).Rules.Select(rule => (rule.Wanted, rule.Counted)));
        Assert.Equal((Failure.BelowPolicy, Failure.BelowPolicy), (forgetting.Failure, pruning.Failure));
        Assert.True(before.SetEquals(_bench.Stores[Repository].Objects.Keys));
    }

    [Fact]
    public async Task Once_enough_are_verified_or_with_consent_snapshots_are_removed()
    {
        await SetUpAsync("copies = 2\nvendors = 1\ngeographies = 1");
        await PruneAsync(new PruneRequest { AllowsBelowPolicy = true });
        await new AuditOperation(_bench.Environment).RunAsync(new AuditRequest { Archive = _bench.Access }, _bench.Events, None);

        await ForgetAsync();

        Assert.Equal(0, _bench.Count(ObjectKind.Snapshot, Repository));
    }

    [Fact]
    public async Task The_same_repository_by_its_path_is_guarded_too_and_another_one_is_not()
    {
        await SetUpAsync("copies = 2\nvendors = 1\ngeographies = 1");
        var other = _bench.Folder.At("other");
        await _bench.AddRepositoryAsync(other);

        Task<PruneResult> PruneAt(string place) => PruneAsync(new PruneRequest(), _bench.Access with { Repository = place });

        Assert.Equal(Failure.BelowPolicy, (await Assert.ThrowsAsync<ArchivistException>(() => PruneAt(Repository))).Failure);
        await PruneAt(other);
    }

    [Fact]
    public async Task Discs_that_were_read_back_count_as_an_offline_copy_and_those_on_one_shelf_as_one()
    {
        await SetUpAsync("copies = 3\nvendors = 2\ngeographies = 2\nmedia = 2\noffline = 1");
        await new AuditOperation(_bench.Environment).RunAsync(new AuditRequest { Archive = _bench.Access }, _bench.Events, None);
        var without = await StatusAsync();
        var catalogue = new DiscCatalogue(_bench.Folder.At("repository.catalogue"));
        foreach (var set in new[] { "one", "two" })
        {
            var disc = await catalogue.PutAsync(Disc(set), None);
            await catalogue.RecordReadingAsync(disc.Id, new DiscReading(_bench.Clock.GetUtcNow(), "Bob", "drive", DiscReadingOutcome.Good), None);
            await catalogue.RecordMoveAsync(disc.Id, new DiscMove(_bench.Clock.GetUtcNow(), "FR/Paris", "Carol"), None);
        }

        var with = await StatusAsync();
        _bench.Clock.Advance(TimeSpan.FromDays(366));
        var later = await StatusAsync();

        Assert.Equal(Failure.BelowPolicy, without.Verdict);
        Assert.Equal([3, 2, 2, 2, 1], with.Policy.Select(rule => rule.Counted));
        Assert.Equal(["one", "two"], with.Discs.Select(disc => disc.Set));
        Assert.Empty(later.Discs);
    }

    private string Repository => _bench.Folder.At("repository");

    /// <summary>A repository with two replicas that are filled, and not audited.</summary>
    private async Task SetUpAsync(string policy)
    {
        _bench.UseSettings("one", "two");
        await File.AppendAllTextAsync(_bench.Access.SettingsFile!, $"\n[policy]\n{policy}\n", None);
        await _bench.AddRepositoryAsync(Repository);
        await _bench.BeginLedgerAsync();
        await new ReplicateOperation(_bench.Environment).RunAsync(new ReplicateRequest { Archive = _bench.Access, Begins = true }, _bench.Events, None);
    }

    private Task<ForgetResult> ForgetAsync() =>
        new ForgetOperation(_bench.Environment).RunAsync(new ForgetRequest { Archive = _bench.Access, Named = ["latest"], Forgotten = static _ => { } }, _bench.Events, None);

    private Task<PruneResult> PruneAsync(PruneRequest? request = null, Archivist.Operations.Archives.ArchiveAccess? access = null) =>
        new PruneOperation(_bench.Environment).RunAsync((request ?? new PruneRequest()) with { Archive = access ?? _bench.Access }, _bench.Events, None);

    private Task<StatusResult> StatusAsync() => new StatusOperation(_bench.Environment).RunAsync(new StatusRequest { Archive = _bench.Access }, _bench.Events, None);

    private CataloguedDisc Disc(string set) => new()
    {
        Format = CataloguedDisc.CurrentFormat,
        Id = Guid.NewGuid(),
        Disk = "alice",
        Repository = Digest.Of([9]),
        Set = new DiscSetName(Guid.NewGuid(), set),
        Kind = DiscKind.Full,
        Volume = 1,
        Of = 1,
        Medium = "bd25",
        Capacity = 25_025_314_816,
        Label = $"ALICE_{set.ToUpperInvariant()}",
        PlannedAt = _bench.Clock.GetUtcNow().AddMinutes(set == "one" ? 0 : 1),
    };
}
