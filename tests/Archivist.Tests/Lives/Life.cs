using System.Globalization;
using Archivist.Evidence;
using Archivist.Operations.Auditing;
using Archivist.Operations.Events;
using Archivist.Operations.Repairing;
using Archivist.Operations.Replicating;
using Archivist.Operations.Reviewing;
using Archivist.Platform.Problems;
using Archivist.Replicas.Auditing;
using Archivist.Replicas.Stores.Http;
using Archivist.Repository.Crypto;
using Archivist.Repository.Opening;
using Archivist.Repository.Stores;
using Archivist.TestKit;
using Archivist.Tests.Operations;

namespace Archivist.Tests.Lives;

/// <summary>
/// A year of one archive with four replicas: a snapshot every week, replication, an audit every third day and repair of what it finds, while vendors rot, lose, lie, read wrongly, go away and
/// come back, and clocks jump. What is true is known, so every claim is compared with it. One life is a function of its seed.
/// </summary>
internal sealed class Life : IStoreOpener, IDisposable
{
    private const int Days = 364, Period = 30, DaysBetweenAudits = 3;
    private static readonly CancellationToken None = CancellationToken.None;
    private readonly Bench _bench = new();
    private readonly Random _random;
    private readonly int _seed;
    private readonly Dictionary<string, SimulatedVendor> _vendors = [];
    private readonly Dictionary<(string Vendor, ObjectName Object), int> _damagedSince = [];
    private readonly List<string> _story = [];
    private OpenRepository? _repository;
    private int _day;

    internal Life(int seed) => (_seed, _random) = (seed, new Random(seed));

    /// <summary>Damages that were done, and how many of them audits found.</summary>
    internal (int Done, int Found) Damages { get; private set; }

    public IObjectStore Open(string address, StoreAccess access, IOperationEvents events) => _vendors.TryGetValue(address, out var vendor) ? vendor : _bench.Stores[address];

    public void Dispose() => _bench.Dispose();

    /// <summary>Lives the year, and fails the test with the story so far when a promise is broken.</summary>
    internal async Task LiveAsync()
    {
        try
        {
            await BeginAsync();
            for (_day = 0; _day < Days; _day++)
            {
                _bench.Clock.Advance(TimeSpan.FromDays(1));
                if (_day % 7 == 0)
                    await CaptureAsync();
                await SufferAsync();
                if (_day % DaysBetweenAudits == 0)
                    await AuditAsync();
            }

            await EndAsync();
        }
        catch (Exception cause)
        {
            throw new InvalidOperationException($"life {_seed}, day {_day}: {cause.Message}\n{string.Join('\n', Tail(cause.Message))}", cause);
        }
    }

    /// <summary>The last events, and what was told of the object that the failure names.</summary>
    private IEnumerable<string> Tail(string failure)
    {
        var named = failure.Split(' ').FirstOrDefault(word => word.Contains('/'));
        return _story.Where(line => !line.Contains(" found by ", StringComparison.Ordinal) || (named is not null && line.Contains(named, StringComparison.Ordinal))).TakeLast(60);
    }

    private string Repository => _bench.Folder.At("repository");

    private async Task BeginAsync()
    {
        string[] names = ["one", "two", "three", "four"];
        _bench.UseSettings(names);
        await File.AppendAllTextAsync(
            _bench.Access.SettingsFile!, string.Create(CultureInfo.InvariantCulture, $"\n[policy]\ncopies = 3\nvendors = 1\ngeographies = 1\n[audit]\nperiod-days = {Period}\nranges = 4\n"), None);
        foreach (var name in names)
            _vendors[_bench.Folder.At(name)] = new SimulatedVendor(_bench.Stores[_bench.Folder.At(name)], _random.Next());
        _bench.UseStores(this);
        _repository = await _bench.AddRepositoryAsync(Repository);
        await _bench.BeginLedgerAsync();
        await ReplicateAsync(begins: true);
    }

    private async Task CaptureAsync()
    {
        var snapshot = await Bench.AddSnapshotAsync(_repository!, $"week {_day} {_random.Next()} {new string('x', _random.Next(2000))}");
        var ledger = await LedgerFolder.OpenAsync(_bench.Folder.At("ledger"), "archivist/alice", _bench.Folder.At("ledger.key"), _bench.Clock, None);
        await ledger.AppendAsync(new LedgerEntry.SnapshotTaken(_bench.Clock.GetUtcNow(), snapshot.Id.ToString(), 1, 1, 0), None);
        await ReplicateAsync(begins: false);
    }

    private async Task ReplicateAsync(bool begins)
    {
        var removed = _damagedSince.Where(damage => !_vendors[damage.Key.Vendor].Objects.ContainsKey(damage.Key.Object) && !_vendors[damage.Key.Vendor].IsDown).Select(damage => damage.Key).ToList();
        var result = await new ReplicateOperation(_bench.Environment).RunAsync(new ReplicateRequest { Archive = _bench.Access, Begins = begins }, _bench.Events, None);
        foreach (var failure in result.Failures)
            Require(failure.Failure is Failure.TooFewReplicas || (failure.Failure is Failure.Tampering && removed.Count > 0), $"replication failed with {failure.Failure}");
        // What was cut or removed is copied again, because its length or its name was missing.
        foreach (var damage in _damagedSince.Keys.Where(damage => !_vendors[damage.Vendor].IsDown && IsTrue(damage.Vendor, damage.Object)).ToList())
            Settle(damage, "replication");
    }

    /// <summary>Something happens to a vendor or to the clock, or nothing.</summary>
    private async Task SufferAsync()
    {
        var (address, vendor) = _vendors.ElementAt(_random.Next(_vendors.Count));
        switch (_random.Next(40))
        {
            case 0:
                Damage(address, vendor, 1, static (random, bytes) => { bytes[random.Next(bytes.Length)] ^= (byte)(1 << random.Next(8)); return bytes; });
                break;
            case 1:
                Damage(address, vendor, _random.Next(1, 5), static (random, bytes) => bytes[..random.Next(bytes.Length)]);
                break;
            case 2:
                Damage(address, vendor, vendor.Objects.Count / 2, static (random, bytes) => { random.NextBytes(bytes); return bytes; });
                break;
            case 3:
                Damage(address, vendor, _random.Next(1, 4), static (_, _) => null);
                break;
            case 4 when !vendor.IsDown:
                var lost = Candidates(address, vendor).Where(_ => _random.Next(4) == 0).ToList();
                Tell($"{Path.GetFileName(address)} loses {lost.Count} objects and answers from memory");
                vendor.LoseButRemember(lost);
                foreach (var name in lost)
                    Begin(address, name);
                break;
            case 5:
                vendor.IsDown = !vendor.IsDown;
                Tell($"{Path.GetFileName(address)} is {(vendor.IsDown ? "down" : "up")}");
                break;
            case 6:
                vendor.WrongReadEvery = vendor.WrongReadEvery == 0 ? 200 : 0;
                Tell($"{Path.GetFileName(address)} reads wrongly: {vendor.WrongReadEvery > 0}");
                break;
            case 7:
                var jump = TimeSpan.FromDays(_random.Next(-400, 400));
                _bench.Clock.Jump(jump);
                Tell($"the clock jumps by {jump.Days} days");
                await AuditAsync();
                _bench.Clock.Jump(-jump);
                break;
            case 8:
                await RetireAsync(address);
                break;
        }
    }

    /// <summary>A vendor is given up, and another one takes its place under the same name.</summary>
    private async Task RetireAsync(string address)
    {
        if (_vendors.Values.Any(other => other.IsDown))
            return;
        Tell($"{Path.GetFileName(address)} is replaced");
        _bench.Stores[address].Objects.Clear();
        _vendors[address] = new SimulatedVendor(_bench.Stores[address], _random.Next());
        foreach (var damage in _damagedSince.Keys.Where(damage => damage.Vendor == address).ToList())
            _damagedSince.Remove(damage);
        await ReplicateAsync(begins: true);
    }

    /// <summary>Objects of a vendor that may be damaged, because another copy than the repository's stays good too.</summary>
    private List<ObjectName> Candidates(string address, SimulatedVendor vendor) =>
        [.. vendor.Objects.Keys.Where(name => name.Kind is not ObjectKind.Configuration and not ObjectKind.Lock && !_damagedSince.ContainsKey((address, name)))];

    private void Damage(string address, SimulatedVendor vendor, int count, Func<Random, byte[], byte[]?> change)
    {
        var names = Candidates(address, vendor).OrderBy(_ => _random.Next()).Take(count).ToList();
        Tell($"{Path.GetFileName(address)}: {names.Count} objects are damaged");
        foreach (var name in names)
        {
            if (change(_random, [.. vendor.Objects[name]]) is { } changed)
                vendor.Objects[name] = changed;
            else
                vendor.Objects.Remove(name);
            if (!IsTrue(address, name))
                Begin(address, name);
        }
    }

    private void Begin(string address, ObjectName name)
    {
        if (_damagedSince.TryAdd((address, name), _day))
            Damages = Damages with { Done = Damages.Done + 1 };
    }

    /// <summary>An audit, and repair of what it found.</summary>
    private async Task AuditAsync()
    {
        var wrongReads = _vendors.Values.Sum(vendor => vendor.WrongReads);
        var result = await new AuditOperation(_bench.Environment).RunAsync(new AuditRequest { Archive = _bench.Access }, _bench.Events, None);
        Require(result.Lost.Count == 0, "data is called lost that has a good copy");
        var needsRepair = false;
        foreach (var replica in result.Replicas)
        {
            var address = _bench.Folder.At(replica.Name);
            if (replica.Failure is not null)
            {
                Require(_vendors[address].IsDown, $"{replica.Name} is not down and could not be audited: {replica.Failure.Failure}");
                continue;
            }

            foreach (var finding in replica.Outcome!.Findings)
                needsRepair |= Judge(replica.Name, address, finding, wrongReads);
        }

        RequireFoundInTime(result);
        if (!needsRepair && result.Replicas.All(replica => replica.IsGood || replica.Failure is not null))
            return;
        var status = await StatusAsync();
        Require(!status.IsSafe, "status says safe while something needs repair");
        var repair = await new ReplicaRepairOperation(_bench.Environment).RunAsync(new ReplicaRepairRequest { Archive = _bench.Access }, _bench.Events, None);
        foreach (var place in repair.Places)
        {
            Require(place.Lost.Count == 0, "data is called lost that has a good copy");
            Require(place.StillDamaged.Count == 0 || _vendors[_bench.Folder.At(place.Name)].WrongReadEvery > 0, "what was repaired is still damaged");
        }
    }

    /// <summary>True when the finding needs repair. Nothing that is good may be called damaged.</summary>
    private bool Judge(string name, string address, ObjectAudit finding, int wrongReadsBefore)
    {
        var isTrue = IsTrue(address, finding.Object.Name);
        if (finding.Verdict is ObjectVerdict.ReadsDiffer)
        {
            Require(_vendors.Values.Sum(vendor => vendor.WrongReads) > wrongReadsBefore || !isTrue, $"{name} reads rightly and is said to differ");
            return false;
        }

        Require(finding.Verdict is not ObjectVerdict.SourceDamaged, "the repository is good and is called damaged");
        Require(!isTrue, $"{name}: {finding.Object.Name} is good and is called {finding.Verdict} ({finding.Grade}); wrong reads of it: {string.Join(", ", _vendors[address].WrongReadsOf(finding.Object.Name))}");
        Settle((address, finding.Object.Name), $"an audit, as {finding.Verdict}");
        return true;
    }

    private void Settle((string Vendor, ObjectName Object) damage, string by)
    {
        if (!_damagedSince.Remove(damage))
            return;
        Damages = Damages with { Found = Damages.Found + 1 };
        Tell($"{Path.GetFileName(damage.Vendor)}: {damage.Object} found by {by}");
        // What was found by an audit is still wrong until it is repaired; what repair does not reach is found again.
        if (!IsTrue(damage.Vendor, damage.Object))
            _damagedSince[damage] = _day;
    }

    /// <summary>Every damage on a vendor that answered all the time is found within the period and the days between two audits.</summary>
    private void RequireFoundInTime(AuditResult result)
    {
        foreach (var (damage, since) in _damagedSince)
        {
            var replica = result.Replicas.Single(replica => _bench.Folder.At(replica.Name) == damage.Vendor);
            if (replica.Failure is not null)
                _damagedSince[damage] = _day;
            else
                Require(_day - since <= Period + 2 * DaysBetweenAudits, $"{replica.Name}: {damage.Object} has been damaged for {_day - since} days and was not found");
        }
    }

    private async Task EndAsync()
    {
        foreach (var vendor in _vendors.Values)
            (vendor.IsDown, vendor.WrongReadEvery) = (false, 0);
        await ReplicateAsync(begins: false);
        for (var round = 0; round < 2; round++)
        {
            await new AuditOperation(_bench.Environment).RunAsync(new AuditRequest { Archive = _bench.Access, Depth = AuditDepth.Sweep }, _bench.Events, None);
            await new ReplicaRepairOperation(_bench.Environment).RunAsync(new ReplicaRepairRequest { Archive = _bench.Access }, _bench.Events, None);
        }

        var truth = _bench.Stores[Repository].Objects.Where(item => item.Key.Kind is not ObjectKind.Lock).ToList();
        foreach (var (address, _) in _vendors)
        {
            foreach (var (name, _) in truth)
                Require(name.Kind is ObjectKind.Configuration || IsTrue(address, name), $"{Path.GetFileName(address)}: {name} is not as in the repository at the end");
        }

        var status = await StatusAsync();
        Require(status.IsSafe, $"status does not say safe at the end: {string.Join(", ", status.Needs)}");
    }

    private Task<StatusResult> StatusAsync() => new StatusOperation(_bench.Environment).RunAsync(new StatusRequest { Archive = _bench.Access }, _bench.Events, None);

    private bool IsTrue(string address, ObjectName name) =>
        _vendors[address].Objects.TryGetValue(name, out var bytes) && Digest.Of(bytes) == name.Id && !_vendors[address].LostButRemembered.Contains(name);

    private void Tell(string what) => _story.Add($"  day {_day}: {what}");

    private static void Require(bool condition, string otherwise)
    {
        if (!condition)
            throw new InvalidOperationException(otherwise);
    }
}
