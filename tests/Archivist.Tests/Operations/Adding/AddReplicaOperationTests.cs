using Archivist.Evidence;
using Archivist.Operations.Adding;
using Archivist.Operations.Archives;
using Archivist.Operations.Configuration;
using Archivist.Operations.Problems;
using Archivist.Operations.Replicating;
using Archivist.Operations.Reviewing;
using Archivist.Platform.Problems;
using Archivist.Replicas.Problems;
using Archivist.Repository.Stores;

namespace Archivist.Tests.Operations.Adding;

public sealed class AddReplicaOperationTests : IDisposable
{
    private static readonly CancellationToken None = CancellationToken.None;
    private readonly Bench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Fact]
    public async Task A_replica_is_filled_audited_and_then_named_in_the_settings()
    {
        await SetUpAsync();
        var before = await TextAsync();

        var added = await AddAsync("two");

        Assert.Equal((Failure.None, false), (added.Verdict, added.IsAdopted));
        Assert.Equal(_bench.Count(ObjectKind.Pack, _bench.Folder.At("repository")), _bench.Count(ObjectKind.Pack, _bench.Folder.At("two")));
        Assert.StartsWith(before.TrimEnd(), await TextAsync(), StringComparison.Ordinal);
        Assert.Contains("vendor = \"Some \\\"one\\\"\"", await TextAsync(), StringComparison.Ordinal);
        var status = await new StatusOperation(_bench.Environment).RunAsync(new StatusRequest { Archive = _bench.Access }, _bench.Events, None);
        Assert.Equal([false, true], status.Copies.Select(copy => copy.IsGood));
        Assert.NotNull(status.Copies[1].NewestSnapshot);
        Assert.Contains(await EntriesAsync(), entry => entry is LedgerEntry.ReplicaAdded { Replica: "two", Adopted: false });
    }

    [Fact]
    public async Task A_copy_that_is_there_is_adopted()
    {
        await SetUpAsync();
        await new ReplicateOperation(_bench.Environment).RunAsync(new ReplicateRequest { Archive = _bench.Access, Replicas = [_bench.Folder.At("two")], Begins = true }, _bench.Events, None);

        Assert.True((await AddAsync("two")).IsAdopted);
    }

    [Fact]
    public async Task Refused_replicas_leave_the_settings_as_they_were()
    {
        await SetUpAsync();
        var before = await TextAsync();
        await _bench.AddRepositoryAsync(_bench.Folder.At("other"));

        Assert.IsType<ReplicaInSettings>(await RefusedAsync("one"));
        Assert.IsType<ReplicasOverlap>(await RefusedAsync("two", _bench.Folder.At("one/")));
        Assert.IsType<ReplicasOverlap>(await RefusedAsync("two", _bench.Folder.At("one/inside")));
        Assert.IsType<ReplicaIsRepository>(await RefusedAsync("two", _bench.Folder.At("repository")));
        Assert.IsType<TargetHoldsOtherRepository>(await RefusedAsync("two", _bench.Folder.At("other")));
        Assert.IsType<ReplicaParentMissing>(await RefusedAsync("two", _bench.Folder.At("not/there")));
        Assert.IsType<SettingFault.NotAName>(Assert.IsType<SettingRefused>(await RefusedAsync("a name")).Fault);
        Assert.IsType<SettingFault.UrlHasCredentials>(Assert.IsType<SettingRefused>(await RefusedAsync("two", "rest:https://a:b@nas.example.net/")).Fault);
        Assert.IsType<SettingFault.AddressRefused>(Assert.IsType<SettingRefused>(await RefusedAsync("two", "ftp://nas")).Fault);

        Assert.Equal(before, await TextAsync());
        Assert.Equal(0, _bench.Count(ObjectKind.Pack, _bench.Folder.At("two")));
    }

    [Fact]
    public async Task A_copy_that_gives_wrong_bytes_is_not_added()
    {
        await SetUpAsync();
        await new ReplicateOperation(_bench.Environment).RunAsync(new ReplicateRequest { Archive = _bench.Access, Replicas = [_bench.Folder.At("two")], Begins = true }, _bench.Events, None);
        var (name, bytes) = _bench.Stores[_bench.Folder.At("two")].Objects.First(item => item.Key.Kind is ObjectKind.Snapshot);
        _bench.Stores[_bench.Folder.At("two")].Objects[name] = [.. bytes.ToArray().Select(one => (byte)~one)];
        var before = await TextAsync();

        Assert.Equal(name, Assert.IsType<ReplicaNotAdded>(await RefusedAsync("two")).First);
        Assert.Equal(before, await TextAsync());
    }

    [Fact]
    public async Task A_replica_of_a_variable_keeps_the_file_from_being_edited()
    {
        await SetUpAsync();
        var key = Assert.IsType<Dictionary<string, string>>(_bench.Environment.Surroundings.Variables);
        foreach (var (name, value) in new[] { ("NAME", "three"), ("URL", _bench.Folder.At("three")), ("VENDOR", "own"), ("GEOGRAPHY", "DE") })
            key[$"ARCHIVIST__REPLICA__1__{name}"] = value;

        Assert.Equal(SettingsEditFault.Overridden, Assert.IsType<SettingsNotEditable>(await RefusedAsync("two")).Fault);
    }

    [Fact]
    public async Task A_link_to_the_settings_stays_one_and_their_mode_is_kept()
    {
        if (OperatingSystem.IsWindows())
            return;
        await SetUpAsync();
        var file = _bench.Access.SettingsFile!;
        File.Move(file, _bench.Folder.At("real.toml"));
        File.CreateSymbolicLink(file, "real.toml");
        File.SetUnixFileMode(_bench.Folder.At("real.toml"), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupWrite | UnixFileMode.OtherRead);

        await AddAsync("two");

        Assert.Equal("real.toml", new FileInfo(file).LinkTarget);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupWrite | UnixFileMode.OtherRead, File.GetUnixFileMode(_bench.Folder.At("real.toml")));
        Assert.Contains("\"two\"", await TextAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Settings_that_were_changed_meanwhile_are_left_as_they_are()
    {
        await SetUpAsync();
        var settings = await SettingsReader.ReadAsync(_bench.Access.SettingsFile, _bench.Environment.Surroundings, None);
        var change = await SettingsChange.RemoveAsync(settings, _bench.Environment.Surroundings, "one", None);
        await File.AppendAllTextAsync(_bench.Access.SettingsFile!, "# mine\n", None);

        var refused = await Assert.ThrowsAsync<ArchivistException>(() => change.SaveAsync(None));

        Assert.Equal(SettingsEditFault.ChangedMeanwhile, Assert.IsType<SettingsNotEditable>(refused.Problem).Fault);
        Assert.EndsWith("# mine\n", await TextAsync(), StringComparison.Ordinal);
    }

    private async Task SetUpAsync()
    {
        _bench.UseSettings("one");
        await _bench.AddRepositoryAsync(_bench.Folder.At("repository"));
        await _bench.BeginLedgerAsync();
        await new ReplicateOperation(_bench.Environment).RunAsync(new ReplicateRequest { Archive = _bench.Access, Begins = true }, _bench.Events, None);
    }

    private Task<AddReplicaResult> AddAsync(string name, string? address = null) => new AddReplicaOperation(_bench.Environment).RunAsync(
        new AddReplicaRequest(name, address ?? _bench.Folder.At(name), "Some \"one\"", "FR/Paris") { Archive = _bench.Access }, _bench.Events, None);

    private async Task<Problem> RefusedAsync(string name, string? address = null) => (await Assert.ThrowsAsync<ArchivistException>(() => AddAsync(name, address))).Problem;

    private Task<string> TextAsync() => File.ReadAllTextAsync(_bench.Access.SettingsFile!, None);

    private async Task<List<LedgerEntry>> EntriesAsync()
    {
        var settings = await SettingsReader.ReadAsync(_bench.Access.SettingsFile, _bench.Environment.Surroundings, None);
        return await new ArchiveLedger(settings, _bench.Clock).TryReadAsync(None).ToListAsync(None);
    }
}
