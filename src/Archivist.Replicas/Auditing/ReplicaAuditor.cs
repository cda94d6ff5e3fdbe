using System.Collections.Concurrent;
using Archivist.Platform.Problems;
using Archivist.Replicas.Stores;
using Archivist.Repository.Stores;

namespace Archivist.Replicas.Auditing;

/// <summary>
/// Audits one replica by reading it: inventory, random sample, new objects, digests that the service states, sweep, in this order. Needs no key, because the name of an object is the
/// hash of its content. One instance serves one audit.
/// </summary>
/// <param name="replica">The replica.</param>
/// <param name="reconnect">Opens the replica over a new connection, to repeat a read that was wrong.</param>
/// <param name="clock">Dates what was read, and watches the deadline.</param>
public sealed class ReplicaAuditor(IObjectSource replica, Func<IObjectSource> reconnect, TimeProvider clock)
{
    /// <summary>The number of objects without a stated digest after which a service is asked for no more.</summary>
    private const int DigestsTried = 16;

    private readonly ObjectReader _reader = new(replica, reconnect);
    private readonly ConcurrentDictionary<ObjectName, ObjectAudit> _findings = new();
    private readonly ConcurrentDictionary<ObjectName, byte> _read = new();
    private long _digestsStated, _digestsMatched;
    private Action<ObjectAudit> _seen = static _ => { };
    private IProgress<long>? _progress;

    /// <summary>Reckons what an audit takes, by listing the replica; reads nothing.</summary>
    /// <exception cref="ArchivistException">The replica does not answer, or answers nonsense.</exception>
    public async Task<AuditEstimate> EstimateAsync(AuditPlan plan, CancellationToken cancellationToken) =>
        Choose(plan, await ExpectedContents.ListObjectsAsync(replica, cancellationToken)).Estimate;

    /// <summary>Runs the audit.</summary>
    /// <param name="plan">What is read.</param>
    /// <param name="seen">Called with everything that was looked at, from several threads at once; what was never seen before is reported as listed.</param>
    /// <param name="progress">Bytes read so far.</param>
    /// <param name="cancellationToken">Stops after the objects under way; what was reported stays true.</param>
    /// <exception cref="ArchivistException">The replica does not answer, or answers nonsense. Damaged objects are findings and not exceptions.</exception>
    public async Task<AuditOutcome> RunAsync(AuditPlan plan, Action<ObjectAudit> seen, IProgress<long>? progress, CancellationToken cancellationToken)
    {
        (_seen, _progress) = (seen, progress);
        await CheckConfigurationAsync(plan, cancellationToken);
        var listed = await ExpectedContents.ListObjectsAsync(replica, cancellationToken);
        var (notCopied, bytesNotCopied, surplus) = await TakeInventoryAsync(plan, listed, cancellationToken);
        var work = Choose(plan, listed);
        await SampleAsync(work.Ranges, plan.Reference, cancellationToken);
        await ReadAllAsync(work.New.Where(IsOpen), null, cancellationToken);
        await AskDigestsAsync(work.Digests, cancellationToken);
        var isInTime = await ReadAllAsync(work.Sweep.Where(IsOpen), plan.Deadline, cancellationToken);
        return new AuditOutcome
        {
            Objects = listed.Count,
            Bytes = listed.Values.Sum(),
            NotCopied = notCopied,
            BytesNotCopied = bytesNotCopied,
            Surplus = surplus,
            Gone = plan.Expected is not { } expected ? []
                : [.. plan.Held.Keys.Where(name => name.Kind is not ObjectKind.Configuration && !listed.ContainsKey(name) && !expected.Objects.ContainsKey(name))],
            Ranges = work.Ranges.Count,
            DigestsMatched = _digestsMatched,
            Estimate = work.Estimate,
            ObjectsRead = _read.Count,
            BytesRead = _reader.BytesRead,
            IsPartial = work.IsSweepPartial || !isInTime,
            Findings = [.. _findings.Values.OrderBy(finding => finding.Object.Name.Kind).ThenBy(finding => finding.Object.Name.ToString(), StringComparer.Ordinal)],
        };
    }

    /// <summary>The configuration has no hash for a name: it must be that of the repository, where that is known.</summary>
    private async Task CheckConfigurationAsync(AuditPlan plan, CancellationToken cancellationToken)
    {
        var isKnown = plan.Expected is not null;
        var length = await replica.FindLengthAsync(ObjectName.Configuration, cancellationToken);
        var item = new StoredObject(ObjectName.Configuration, plan.Expected?.ConfigurationLength ?? length ?? 0);
        if (length is null)
        {
            Report(item, AuditGrade.Listed, ObjectVerdict.Missing);
            return;
        }

        if (isKnown)
            Report(item, AuditGrade.ReadWhole, await _reader.ReadWholeAsync(item, plan.Expected!.Configuration, cancellationToken));
    }

    /// <summary>Compares the listing with what must be there, and asks by name before anything is called missing.</summary>
    private async Task<(long NotCopied, long BytesNotCopied, IReadOnlyList<StoredObject> Surplus)> TakeInventoryAsync(
        AuditPlan plan, Dictionary<ObjectName, long> listed, CancellationToken cancellationToken)
    {
        long notCopied = 0, bytesNotCopied = 0;
        var doubtful = new List<StoredObject>();
        foreach (var item in Expected(plan))
        {
            var isListed = listed.TryGetValue(item.Name, out var length);
            if (isListed && length == item.Length)
                continue;
            if (!isListed && !plan.IsExpectedWhole && plan.Expected is not null && !plan.Held.ContainsKey(item.Name))
            {
                notCopied++;
                bytesNotCopied += item.Length;
                continue;
            }

            doubtful.Add(item);
        }

        await Parallel.ForEachAsync(doubtful, Concurrency(cancellationToken), async (item, token) => await JudgeAsync(item, listed, token));
        foreach (var (name, length) in listed)
        {
            if (!plan.Held.ContainsKey(name))
                _seen(new ObjectAudit(new StoredObject(name, length), AuditGrade.Listed, ObjectVerdict.Good, clock.GetUtcNow()));
        }

        IReadOnlyList<StoredObject> surplus = plan.Expected is { } expected
            ? [.. listed.Where(item => !expected.Objects.ContainsKey(item.Key)).Select(item => new StoredObject(item.Key, item.Value))]
            : [];
        return (notCopied, bytesNotCopied, surplus);
    }

    private static IEnumerable<StoredObject> Expected(AuditPlan plan) => plan.Expected is { } expected
        ? expected.Objects.Select(item => new StoredObject(item.Key, item.Value))
        : plan.Held.Where(item => item.Key.Kind is not ObjectKind.Configuration).Select(item => new StoredObject(item.Key, item.Value.Length));

    /// <summary>An object that the listing does not show, or shows with another length.</summary>
    private async Task JudgeAsync(StoredObject item, Dictionary<ObjectName, long> listed, CancellationToken cancellationToken)
    {
        if (listed.TryGetValue(item.Name, out var length))
        {
            // Of two lengths the repository's may be the wrong one.
            var itself = await _reader.ReadWholeAsync(item with { Length = length }, item.Name.Id, cancellationToken);
            Note(item, AuditGrade.ReadWhole, itself is ObjectVerdict.Good ? ObjectVerdict.SourceDamaged : itself);
            return;
        }

        var verdict = await _reader.ReadWholeAsync(item, item.Name.Id, cancellationToken);
        Note(item, AuditGrade.ReadWhole, verdict is ObjectVerdict.Good ? ObjectVerdict.ReadsDiffer : verdict);
    }

    private AuditWork Choose(AuditPlan plan, Dictionary<ObjectName, long> listed) => AuditWork.Choose(
        plan, listed, [.. listed.Select(item => new StoredObject(item.Key, item.Value)).Where(IsOpen)], replica.Find<IDigestStore>() is not null);

    /// <summary>Reads random ranges and compares them with another copy; without one, the objects that they are in are read whole.</summary>
    private Task SampleAsync(IReadOnlyList<SampledRange> ranges, IObjectSource? reference, CancellationToken cancellationToken) =>
        Parallel.ForEachAsync(ranges.GroupBy(range => range.Object.Name), Concurrency(cancellationToken), async (ofOne, token) =>
        {
            foreach (var range in ofOne)
            {
                if (!await SampleAsync(range, reference, token))
                    return;
            }
        });

    /// <summary>Asks the service for digests that it computed when objects arrived.</summary>
    private async Task AskDigestsAsync(IReadOnlyList<StoredObject> objects, CancellationToken cancellationToken)
    {
        if (replica.Find<IDigestStore>() is not { } service)
            return;
        await Parallel.ForEachAsync(objects.Take(DigestsTried).Where(IsOpen), Concurrency(cancellationToken), async (item, token) => await AskDigestAsync(service, item, token));
        if (Interlocked.Read(ref _digestsStated) > 0)
            await Parallel.ForEachAsync(objects.Skip(DigestsTried).Where(IsOpen), Concurrency(cancellationToken), async (item, token) => await AskDigestAsync(service, item, token));
    }

    /// <summary>A digest that is wrong accuses the object, and only reading it shows whether rightly.</summary>
    private async Task AskDigestAsync(IDigestStore service, StoredObject item, CancellationToken cancellationToken)
    {
        try
        {
            if (await service.FindDigestAsync(item.Name, cancellationToken) is not { } stated)
                return;
            Interlocked.Increment(ref _digestsStated);
            if (stated == item.Name.Id)
            {
                Interlocked.Increment(ref _digestsMatched);
                Report(item, AuditGrade.VendorDigest, ObjectVerdict.Good);
                return;
            }
        }
        catch (Exception cause) when (cause is ArchivistException or IOException or UnauthorizedAccessException)
        {
            // No answer states nothing; the object is read in its turn.
            return;
        }

        var verdict = await _reader.ReadWholeAsync(item, item.Name.Id, cancellationToken);
        _read[item.Name] = 0;
        Note(item, AuditGrade.ReadWhole, verdict is ObjectVerdict.Good ? ObjectVerdict.DigestContradicts : verdict);
    }

    /// <summary>False when the object was read whole, so that no further range of it says more.</summary>
    private async Task<bool> SampleAsync(SampledRange range, IObjectSource? reference, CancellationToken cancellationToken)
    {
        var there = reference is null ? null : await _reader.TryReadAsync(reference, range, cancellationToken);
        var here = there is null ? null : await _reader.TryReadAsync(replica, range, cancellationToken);
        if (here is not null && here.AsSpan().SequenceEqual(there))
        {
            Report(range.Object, AuditGrade.Sampled, ObjectVerdict.Good);
            return true;
        }

        if (await ReadWholeAsync(range.Object, cancellationToken) is ObjectVerdict.Good && here is not null)
            await SettleDifferenceAsync(range.Object, reference!, cancellationToken);
        return false;
    }

    /// <summary>The object is whole, but a range of it was not that of the other copy. The hash of the other one decides: it is damaged, or one of the two was read wrongly.</summary>
    private async Task SettleDifferenceAsync(StoredObject item, IObjectSource reference, CancellationToken cancellationToken)
    {
        try
        {
            var other = await new ObjectReader(reference, () => reference).ReadWholeAsync(item, item.Name.Id, cancellationToken);
            Note(item, AuditGrade.ReadWhole, other is ObjectVerdict.Good or ObjectVerdict.ReadsDiffer ? ObjectVerdict.ReadsDiffer : ObjectVerdict.SourceDamaged);
        }
        catch (Exception cause) when (cause is ArchivistException or IOException or UnauthorizedAccessException)
        {
            // The other copy went away meanwhile; this one is good.
        }
    }

    /// <summary>Nothing was found out about it yet in this audit.</summary>
    private bool IsOpen(StoredObject item) => !_read.ContainsKey(item.Name) && !_findings.ContainsKey(item.Name);

    /// <summary>False when the deadline came first.</summary>
    private async Task<bool> ReadAllAsync(IEnumerable<StoredObject> items, DateTimeOffset? deadline, CancellationToken cancellationToken)
    {
        var isInTime = true;
        await Parallel.ForEachAsync(items, Concurrency(cancellationToken), async (item, token) =>
        {
            if (deadline <= clock.GetUtcNow())
            {
                Volatile.Write(ref isInTime, false);
                return;
            }

            await ReadWholeAsync(item, token);
        });
        return isInTime;
    }

    private async Task<ObjectVerdict> ReadWholeAsync(StoredObject item, CancellationToken cancellationToken)
    {
        var verdict = await _reader.ReadWholeAsync(item, item.Name.Id, cancellationToken);
        _read[item.Name] = 0;
        Report(item, AuditGrade.ReadWhole, verdict);
        return verdict;
    }

    private void Report(StoredObject item, AuditGrade grade, ObjectVerdict verdict)
    {
        if (verdict is not ObjectVerdict.Good)
        {
            Note(item, grade, verdict);
            return;
        }

        _seen(new ObjectAudit(item, grade, verdict, clock.GetUtcNow()));
        _progress?.Report(_reader.BytesRead);
    }

    private void Note(StoredObject item, AuditGrade grade, ObjectVerdict verdict)
    {
        var finding = new ObjectAudit(item, grade, verdict, clock.GetUtcNow());
        _findings[item.Name] = finding;
        _seen(finding);
        _progress?.Report(_reader.BytesRead);
    }

    private ParallelOptions Concurrency(CancellationToken cancellationToken) => new() { MaxDegreeOfParallelism = replica.Traits.MaxConcurrency, CancellationToken = cancellationToken };
}
