using Archivist.App.Messages;
using Archivist.Operations.Capturing;
using Archivist.Operations.Initializing;
using Archivist.Operations.Inspecting;
using Archivist.Operations.Problems;
using Archivist.Platform.Problems;
using Archivist.Repository.Stores;

namespace Archivist.Tests.Operations.Inspecting;

public sealed class InspectingTests : IDisposable
{
    private static readonly CancellationToken None = CancellationToken.None;
    private readonly Bench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Fact]
    public async Task The_ledger_has_the_snapshot_that_was_taken_and_is_whole()
    {
        await CreateAsync();
        _bench.Folder.Write("sources/one", "1");
        var captured = await new CaptureOperation(_bench.Environment).RunAsync(new CaptureRequest { Archive = _bench.Access }, _bench.Events, None);
        var entries = new List<string>();

        var shown = await new ShowLedgerOperation(_bench.Environment).RunAsync(
            new ShowLedgerRequest { Archive = _bench.Access, Found = entry => entries.Add(System.Text.Encoding.UTF8.GetString(entry.Span)) }, _bench.Events, None);
        var verified = await VerifyAsync();

        Assert.Equal(Failure.None, captured.Verdict);
        Assert.Equal((entries.Count, entries.Count), (shown.Entries, verified.Verification.Entries));
        Assert.Contains(entries, entry => entry.Contains(captured.Outcome.Snapshot.Id.ToString(), StringComparison.Ordinal));
        Assert.Equal(Failure.None, verified.Verdict);
    }

    [Fact]
    public async Task Settings_that_are_right_are_described_with_the_places_that_they_name()
    {
        await CreateAsync();

        var whole = await CheckAsync();
        _bench.Stores[_bench.Folder.At("one")].Objects.Clear();
        var lost = await CheckAsync();

        Assert.Equal(("alice", 1, Failure.None), (whole.Archive, whole.Replicas, whole.Verdict));
        Assert.Equal(Failure.BelowPolicy, lost.Verdict);
        Assert.Contains(_bench.Events.Warnings, warning => warning is PlaceNotAsExpected { Replica: "one" });
        Assert.Equal(0, _bench.Count(ObjectKind.Configuration, _bench.Folder.At("one")));
    }

    [Fact]
    public async Task A_section_with_its_old_name_is_worth_a_warning_and_changes_nothing_else()
    {
        await CreateAsync();
        _bench.Folder.Write("archivist.toml", File.ReadAllText(_bench.Folder.At("archivist.toml")).Replace("[archive]", "[disk]", StringComparison.Ordinal));

        var result = await CheckAsync();

        Assert.Equal(("alice", 1, Failure.None), (result.Archive, result.Replicas, result.Verdict));
        var (sentence, hint) = CommandLineMessages.Instance.Of(Assert.Single(_bench.Events.Warnings, warning => warning is SettingRenamed));
        Assert.Equal($"{_bench.Folder.At("archivist.toml")}:1:2: [disk] is now called [archive]. Write [archive] instead.", $"{sentence}. {hint}");
    }

    [Fact]
    public async Task A_machine_is_missing_only_what_some_feature_needs()
    {
        var result = await new InspectMachineOperation(_bench.Environment).RunAsync(new InspectMachineRequest(), _bench.Events, None);

        Assert.Subset(MachineNeed.All.ToHashSet(), result.Missing.ToHashSet());
        Assert.Equal(result.Missing.Count == 0 ? Failure.None : Failure.Failed, result.Verdict);
    }

    private async Task CreateAsync()
    {
        _bench.UseSettings("one");
        await new InitializeOperation(_bench.Environment).RunAsync(new InitializeRequest { Archive = _bench.Access }, _bench.Events, None);
    }

    private Task<VerifyLedgerResult> VerifyAsync() =>
        new VerifyLedgerOperation(_bench.Environment).RunAsync(new VerifyLedgerRequest { Archive = _bench.Access }, _bench.Events, None);

    private Task<CheckConfigurationResult> CheckAsync() =>
        new CheckConfigurationOperation(_bench.Environment).RunAsync(new CheckConfigurationRequest { Archive = _bench.Access }, _bench.Events, None);
}
