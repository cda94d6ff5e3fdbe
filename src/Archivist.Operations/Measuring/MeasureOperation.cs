using Archivist.Operations.Archives;
using Archivist.Operations.Configuration;
using Archivist.Operations.Events;
using Archivist.Operations.Notifying;
using Archivist.Operations.Reviewing;
using Archivist.Operations.Scheduling;
using Archivist.Platform;
using Archivist.Platform.Problems;
using Archivist.Replicas.Placement;

namespace Archivist.Operations.Measuring;

/// <summary>Measures an archive for a monitoring system: ages and ratios, from what was verified before. Needs no password, contacts nothing and changes nothing. The same instance asked again reads only what has changed of the ledger.</summary>
public sealed class MeasureOperation(OperationEnvironment environment) : Operation<MeasureRequest, MeasureResult>(environment)
{
    /// <summary>The word of the ledger for a drill that did what it should.</summary>
    private const string Passed = "passed";

    private readonly OperationEnvironment _environment = environment;
    private LedgerReading? _reading;

    private protected override async Task<MeasureResult> RunAsync(MeasureRequest request, Archive archive, CancellationToken cancellationToken)
    {
        var context = archive.Context;
        var settings = await archive.ReadSettingsAsync(cancellationToken);
        _reading = await LedgerReading.ReadAsync(context, settings, _reading, cancellationToken);
        var quiet = new QuietEvents(context.Events);
        var status = await new StatusOperation(_environment) { Reading = _reading }.RunAsync(new StatusRequest { Archive = request.Archive }, quiet, cancellationToken);
        var schedules = await new ListSchedulesOperation(_environment).RunAsync(new ListSchedulesRequest { Archive = request.Archive }, quiet, cancellationToken);
        var drill = _reading.Drill;
        var now = context.Clock.GetUtcNow();
        var found = new List<MetricFamily>
        {
            MetricNames.Build with { Samples = [(Product.Version, 1)] },
            One(MetricNames.StatusExitCode, ExitCode.Of(status.Verdict)),
            One(MetricNames.Needs, status.Needs.Count),
            One(MetricNames.SnapshotAge, Age(status.NewestSnapshot, now)),
            One(MetricNames.DrillAge, Age(drill?.Time, now)),
            One(MetricNames.DrillPassed, drill is null ? null : drill.Verdict == Passed ? 1 : 0),
            One(MetricNames.LedgerEntries, _reading.Size),
        };
        AddSchedules(found, schedules.Schedules, now);
        AddStatus(found, status, now);
        AddNotifications(found, settings, now);
        return new MeasureResult([.. MetricNames.All.Select(name => found.Single(family => family.Name == name.Name)).Where(family => family.Samples.Count > 0)]);
    }

    private static void AddSchedules(List<MetricFamily> found, IReadOnlyList<ListedSchedule> schedules, DateTimeOffset now)
    {
        found.Add(Each(MetricNames.ScheduleIsOn, schedules, schedule => schedule.Name, schedule => schedule.IsOn ? 1 : 0));
        found.Add(Each(MetricNames.ScheduleSuccessAge, schedules, schedule => schedule.Name, schedule => Age(schedule.LastSuccess, now)));
        found.Add(Each(MetricNames.ScheduleRunAge, schedules, schedule => schedule.Name, schedule => Age(schedule.LastEnded, now)));
        found.Add(Each(MetricNames.ScheduleExitCode, schedules, schedule => schedule.Name, schedule => schedule.LastVerdict is { } verdict ? ExitCode.Of(verdict) : null));
    }

    private static void AddStatus(List<MetricFamily> found, StatusResult status, DateTimeOffset now)
    {
        found.Add(Each(MetricNames.PolicyRequired, status.Policy, rule => rule.Rule.Name, rule => rule.Wanted));
        found.Add(Each(MetricNames.PolicyGood, status.Policy, rule => rule.Rule.Name, rule => rule.Counted));
        found.Add(Each(MetricNames.ReplicaIsGood, status.Copies, copy => copy.Name, copy => copy.IsGood ? 1 : 0));
        found.Add(Each(MetricNames.ReplicaSnapshotAge, status.Copies, copy => copy.Name, copy => Age(copy.NewestSnapshot, now)));
        found.Add(Each(MetricNames.ReplicaCopyAge, status.Copies, copy => copy.Name, copy => Age(copy.LastCopied, now)));
        found.Add(Each(MetricNames.ReplicaAuditAge, status.Copies, copy => copy.Name, copy => Age(copy.Coverage.LastAudit, now)));
        found.Add(Each(MetricNames.ReplicaRead, status.Copies, copy => copy.Name, copy => copy.Coverage.Share));
        found.Add(Each(MetricNames.ReplicaNeedRepair, status.Copies, copy => copy.Name, copy => copy.Coverage.NeedRepair));
        found.Add(Each(MetricNames.DiscAge, status.Discs, disc => disc.Set, disc => Age(disc.VerifiedAt, now)));
        found.Add(Each(MetricNames.SharesGood, status.SharedKeys, key => key.Set, key => key.Tests.Count == 0 ? null : (double)key.Good / key.Tests.Count));
        found.Add(Each(MetricNames.SharesAge, status.SharedKeys, key => key.Set, key => key.Tests.Contains(null) ? null : Age(key.Tests.Min(), now)));
        found.Add(Each(MetricNames.WitnessAge, status.Witnesses, witness => witness.Name, witness => Age(witness.Time, now)));
    }

    private static void AddNotifications(List<MetricFamily> found, ArchivistSettings settings, DateTimeOffset now)
    {
        using var store = NotificationCentre.FindStore(settings);
        var targets = settings.Notify.Select(target => (target.Name, State: store?.FindTarget(target.Name) ?? TargetState.Unused)).ToList();
        found.Add(One(MetricNames.Incidents, store?.ListOpen().Count ?? 0));
        found.Add(Each(MetricNames.Pending, targets, target => target.Name, target => target.State.Waiting));
        found.Add(Each(MetricNames.NotifyFailing, targets, target => target.Name, target => Age(target.State.FailedSince, now)));
    }

    private static MetricFamily One(MetricFamily family, double? value) => value is { } known ? family with { Samples = [("", known)] } : family;

    private static MetricFamily Each<T>(MetricFamily family, IEnumerable<T> items, Func<T, string> label, Func<T, double?> value) =>
        family with { Samples = [.. items.Select(item => (Label: label(item), Value: value(item))).Where(sample => sample.Value is not null).Select(sample => (sample.Label, sample.Value!.Value))] };

    /// <summary>A time that is dated ahead has no age yet.</summary>
    private static double? Age(DateTimeOffset? time, DateTimeOffset now) => time is { } at ? Math.Round(Math.Max(0, (now - at).TotalSeconds), 3) : null;
}
