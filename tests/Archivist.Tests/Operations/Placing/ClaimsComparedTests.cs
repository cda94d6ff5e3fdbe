using Archivist.Operations.Adding;
using Archivist.Operations.Auditing;
using Archivist.Operations.Events;
using Archivist.Operations.Placing;
using Archivist.Operations.Probing;
using Archivist.Operations.Problems;
using Archivist.Operations.Replicating;
using Archivist.Operations.Reviewing;
using Archivist.Platform.Problems;

namespace Archivist.Tests.Operations.Placing;

/// <summary>Where <see cref="ClaimCheck"/> takes its facts from, and who reports what it finds.</summary>
public sealed class ClaimsComparedTests : IDisposable
{
    private static readonly CancellationToken None = CancellationToken.None;
    private readonly Bench _bench = new();
    private readonly FakeServers _servers = new();

    public void Dispose() => _bench.Dispose();

    [Fact]
    public async Task Audits_look_servers_up_and_status_compares_what_they_remembered()
    {
        await SetUpAsync(("one", "rest:https://one.example.net/"), ("two", "rest:https://two.example.net:8000/"));
        _servers.Addresses = ["192.0.2.1"];
        Assert.DoesNotContain((await StatusAsync()).Needs, need => need is ClaimsContradicted);

        var audited = await AuditAsync();
        var asked = _servers.Asked;
        var status = await StatusAsync();

        Assert.Equal(Failure.Findings, audited.Verdict);
        Assert.Equal(new SharedGround.Address("192.0.2.1"), Assert.IsType<ClaimsContradicted>(Assert.Single(audited.Claims)).Ground);
        Assert.IsType<ClaimsContradicted>(Assert.Single(status.Needs));
        Assert.Equal((Failure.Findings, asked), (status.Verdict, _servers.Asked));
    }

    [Fact]
    public async Task What_cannot_be_looked_up_this_time_is_remembered_from_before_and_a_test_forgets_nothing()
    {
        await SetUpAsync(("one", "rest:https://one.example.net/"), ("two", "rest:https://two.example.net:8000/"));
        _servers.Certificate = "ab";
        await new TestReplicasOperation(Environment).RunAsync(new TestReplicasRequest { Archive = _bench.Access }, _bench.Events, None);
        _servers.Certificate = null;
        await new TestReplicasOperation(Environment).RunAsync(new TestReplicasRequest { Archive = _bench.Access }, _bench.Events, None);

        Assert.Equal(new SharedGround.Certificate(), Assert.IsType<ClaimsContradicted>(Assert.Single((await AuditAsync()).Claims)).Ground);
    }

    [Fact]
    public async Task A_replica_that_is_added_is_compared_at_once()
    {
        await SetUpAsync(("one", "s3:https://one.example.net/alice"));
        _servers.Addresses = ["192.0.2.1"];
        await AuditAsync();

        var added = await new AddReplicaOperation(Environment).RunAsync(
            new AddReplicaRequest("two", "s3:https://two.example.net/alice", "another", "DE") { Archive = _bench.Access }, _bench.Events, None);

        Assert.Equal(Failure.Findings, added.Verdict);
        Assert.Contains((await StatusAsync()).Needs, need => need is ClaimsContradicted { First: "one", Second: "two" });
    }

    [Fact]
    public async Task Directories_are_compared_where_a_copy_is_there()
    {
        await SetUpAsync(("one", _bench.Folder.At("one")), ("two", _bench.Folder.At("two")));
        _bench.Folder.Write("one/config", "");
        Directory.CreateDirectory(_bench.Folder.At("two"));
        Assert.DoesNotContain((await StatusAsync()).Needs, need => need is ClaimsContradicted);

        _bench.Folder.Write("two/config", "");

        Assert.True(Assert.IsType<ClaimsContradicted>(Assert.Single((await StatusAsync()).Needs, need => need is ClaimsContradicted)).Ground is SharedGround.FileSystem or SharedGround.Disk);
        Assert.Equal(Failure.Findings, (await AuditAsync()).Verdict);
    }

    private OperationEnvironment Environment => _bench.Environment with { Servers = _servers };

    private async Task SetUpAsync(params (string Name, string Address)[] replicas)
    {
        _bench.UseSettings();
        await File.AppendAllTextAsync(
            _bench.Access.SettingsFile!,
            "\n[policy]\ncopies = 2\nvendors = 1\ngeographies = 1\n" + string.Concat(replicas.Select(replica => $"\n[[replica]]\nname = \"{replica.Name}\"\nurl = \"{replica.Address}\"\nvendor = \"of {replica.Name}\"\ngeography = \"DE\"\n")), None);
        await _bench.AddRepositoryAsync(_bench.Folder.At("repository"));
        await _bench.BeginLedgerAsync();
        await new ReplicateOperation(Environment).RunAsync(new ReplicateRequest { Archive = _bench.Access, Begins = true }, _bench.Events, None);
    }

    private Task<AuditResult> AuditAsync() => new AuditOperation(Environment).RunAsync(new AuditRequest { Archive = _bench.Access }, _bench.Events, None);

    private Task<StatusResult> StatusAsync() => new StatusOperation(Environment).RunAsync(new StatusRequest { Archive = _bench.Access }, _bench.Events, None);

    private sealed class FakeServers : IServerLookup
    {
        internal IReadOnlyList<string> Addresses { get; set; } = [];

        internal string? Certificate { get; set; }

        internal int Asked { get; private set; }

        public Task<IReadOnlyList<string>> FindAddressesAsync(string host, CancellationToken cancellationToken)
        {
            Asked++;
            return Task.FromResult(Addresses);
        }

        public Task<string?> FindCertificateAsync(string host, int port, CancellationToken cancellationToken)
        {
            Asked++;
            return Task.FromResult(Certificate);
        }
    }
}
