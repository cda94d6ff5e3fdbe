using Archivist.Operations.Auditing;
using Archivist.Operations.Checking;
using Archivist.Operations.Events;
using Archivist.Operations.Problems;
using Archivist.Operations.Repairing;
using Archivist.Operations.Replicating;
using Archivist.Operations.Retention;
using Archivist.Platform.Problems;
using Archivist.Repository.Stores;

namespace Archivist.Tests.Operations.Archives;

public sealed class VanishedSnapshotsTests : IDisposable
{
    private static readonly CancellationToken None = CancellationToken.None;
    private readonly Bench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Fact]
    public async Task A_snapshot_that_disappears_from_the_repository_is_found_by_check_and_audit_and_comes_back_from_a_replica()
    {
        var snapshot = await SetUpAsync();
        Assert.Equal(Failure.None, (await CheckAsync()).Verdict);
        Assert.Equal(Failure.None, (await AuditAsync()).Verdict);
        _bench.Stores[Repository].Objects.Remove(snapshot);

        var check = await CheckAsync();
        var audit = await AuditAsync();
        await new ReplicaRepairOperation(_bench.Environment).RunAsync(new ReplicaRepairRequest { Archive = _bench.Access, RepairsRepository = true }, _bench.Events, None);

        Assert.Equal((Failure.Tampering, Failure.Tampering), (check.Verdict, audit.Verdict));
        Assert.Equal(snapshot.Id, Assert.Single(_bench.Events.Warnings.OfType<SnapshotsVanished>().First().Snapshots).Value);
        Assert.Contains(snapshot, _bench.Stores[Repository].Objects.Keys);
        Assert.Equal(Failure.None, (await CheckAsync()).Verdict);
    }

    [Fact]
    public async Task One_that_another_program_removed_on_purpose_is_given_up_by_its_id()
    {
        var snapshot = await SetUpAsync();
        _bench.Stores[Repository].Objects.Remove(snapshot);

        await ForgetAsync(snapshot.Id.ToString()[..8]);

        Assert.Equal(Failure.None, (await CheckAsync()).Verdict);
        await Assert.ThrowsAsync<ArchivistException>(() => ForgetAsync(snapshot.Id.ToString()[..8]));
    }

    [Fact]
    public async Task What_was_forgotten_is_not_missed()
    {
        var snapshot = await SetUpAsync();

        await ForgetAsync(snapshot.Id.ToString());

        Assert.DoesNotContain(snapshot, _bench.Stores[Repository].Objects.Keys);
        Assert.Equal(Failure.None, (await CheckAsync()).Verdict);
    }

    private string Repository => _bench.Folder.At("repository");

    private async Task<ObjectName> SetUpAsync()
    {
        _bench.UseSettings("one");
        await File.AppendAllTextAsync(_bench.Access.SettingsFile!, "\n[policy]\ncopies = 1\n", None);
        await _bench.AddRepositoryAsync(Repository);
        await _bench.BeginLedgerAsync();
        await new ReplicateOperation(_bench.Environment).RunAsync(new ReplicateRequest { Archive = _bench.Access, Begins = true }, _bench.Events, None);
        return _bench.Stores[Repository].Objects.Keys.Single(name => name.Kind is ObjectKind.Snapshot);
    }

    private Task<CheckResult> CheckAsync() => new CheckOperation(_bench.Environment).RunAsync(new CheckRequest { Archive = _bench.Access }, _bench.Events, None);

    private Task<AuditResult> AuditAsync() => new AuditOperation(_bench.Environment).RunAsync(new AuditRequest { Archive = _bench.Access }, _bench.Events, None);

    private Task<ForgetResult> ForgetAsync(string id) => new ForgetOperation(_bench.Environment).RunAsync(
        new ForgetRequest { Archive = _bench.Access, Named = [id], AllowsBelowPolicy = true, Forgotten = static _ => { } }, _bench.Events, None);
}
