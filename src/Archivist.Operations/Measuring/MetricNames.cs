namespace Archivist.Operations.Measuring;

/// <summary>Every metric that there is. Names are a promise: dashboards and alarms of others depend on them.</summary>
internal static class MetricNames
{
    internal static MetricFamily Build { get; } = new("archivist_build_info", null, "Always 1, with the version of Archivist", "version");

    internal static MetricFamily StatusExitCode { get; } = new("archivist_status_exit_code", null, "What archivist status ends with: 0 when the archive is safe", null);

    internal static MetricFamily Needs { get; } = new("archivist_status_needs", null, "Number of things that need the operator", null);

    internal static MetricFamily SnapshotAge { get; } = new("archivist_snapshot_newest_age_seconds", "seconds", "Age of the newest snapshot in the ledger", null);

    internal static MetricFamily ScheduleIsOn { get; } = new("archivist_schedule_enabled", null, "1 when the calendar starts the schedule, 0 when not", "schedule");

    internal static MetricFamily ScheduleSuccessAge { get; } = new("archivist_schedule_last_success_age_seconds", "seconds", "Time since the last run that did its work", "schedule");

    internal static MetricFamily ScheduleRunAge { get; } = new("archivist_schedule_last_run_age_seconds", "seconds", "Time since the last run ended, however it did", "schedule");

    internal static MetricFamily ScheduleExitCode { get; } = new("archivist_schedule_last_exit_code", null, "Exit code of the last run", "schedule");

    internal static MetricFamily PolicyRequired { get; } = new("archivist_policy_required", null, "Number of good copies, or of different domains among them, that the policy requires", "dimension");

    internal static MetricFamily PolicyGood { get; } = new("archivist_policy_good", null, "Number of good copies, or of different domains among them, that there are", "dimension");

    internal static MetricFamily ReplicaIsGood { get; } = new("archivist_replica_good", null, "1 when the replica counts for the policy, 0 when not", "replica");

    internal static MetricFamily ReplicaSnapshotAge { get; } = new("archivist_replica_newest_snapshot_age_seconds", "seconds", "Age of the newest snapshot that the replica was given", "replica");

    internal static MetricFamily ReplicaCopyAge { get; } = new("archivist_replica_last_copy_age_seconds", "seconds", "Time since the replica was brought up to date", "replica");

    internal static MetricFamily ReplicaAuditAge { get; } = new("archivist_replica_last_audit_age_seconds", "seconds", "Time since the last audit of the replica", "replica");

    internal static MetricFamily ReplicaRead { get; } = new("archivist_replica_read_in_period_ratio", "ratio", "Share of the replica's bytes that was read whole within the period of audits", "replica");

    internal static MetricFamily ReplicaNeedRepair { get; } = new("archivist_replica_need_repair_objects", "objects", "Number of objects of the replica that need repair", "replica");

    internal static MetricFamily DiscAge { get; } = new("archivist_disc_set_verified_age_seconds", "seconds", "Time since the disc of the set that was not read for the longest time was read back", "set");

    internal static MetricFamily DrillAge { get; } = new("archivist_drill_last_age_seconds", "seconds", "Time since the last drill", null);

    internal static MetricFamily DrillPassed { get; } = new("archivist_drill_last_passed", null, "1 when the last drill passed, 0 when not", null);

    internal static MetricFamily SharesGood { get; } = new("archivist_key_shares_good_ratio", "ratio", "Share of the paper shares of a key that were read back at least once", "set");

    internal static MetricFamily SharesAge { get; } = new("archivist_key_shares_oldest_test_age_seconds", "seconds", "Time since the paper share was tested that was not tested for the longest time", "set");

    internal static MetricFamily WitnessAge { get; } = new("archivist_witness_last_cosigned_age_seconds", "seconds", "Time since the witness cosigned the ledger", "witness");

    internal static MetricFamily LedgerEntries { get; } = new("archivist_ledger_entries", "entries", "Number of entries in the ledger", null);

    internal static MetricFamily Incidents { get; } = new("archivist_incidents_open", null, "Number of incidents that are open", null);

    internal static MetricFamily Pending { get; } = new("archivist_notifications_pending", null, "Number of notifications that wait for the target", "target");

    internal static MetricFamily NotifyFailing { get; } = new("archivist_notifications_failing_age_seconds", "seconds", "Time since the target has taken no notification; without a value while it takes them", "target");

    /// <summary>All of them, in the order in which they are written.</summary>
    internal static IReadOnlyList<MetricFamily> All { get; } =
    [
        Build, StatusExitCode, Needs, SnapshotAge, ScheduleIsOn, ScheduleSuccessAge, ScheduleRunAge, ScheduleExitCode, PolicyRequired, PolicyGood, ReplicaIsGood, ReplicaSnapshotAge,
        ReplicaCopyAge, ReplicaAuditAge, ReplicaRead, ReplicaNeedRepair, DiscAge, DrillAge, DrillPassed, SharesGood, SharesAge, WitnessAge, LedgerEntries, Incidents, Pending, NotifyFailing,
    ];
}
