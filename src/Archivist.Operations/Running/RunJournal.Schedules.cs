using Archivist.Platform.Problems;

namespace Archivist.Operations.Running;

internal sealed partial class RunJournal
{
    /// <summary>Switches a schedule on or off for the calendar.</summary>
    internal void Switch(string schedule, bool isOn, DateTimeOffset since, string? reason) => Execute(
        "INSERT INTO switch (schedule, is_on, since, reason) VALUES ($schedule, $on, $since, $reason) ON CONFLICT (schedule) DO UPDATE SET is_on = excluded.is_on, since = excluded.since, reason = excluded.reason",
        null, ("$schedule", schedule), ("$on", isOn), ("$since", Milliseconds(since)), ("$reason", reason ?? (object)DBNull.Value));

    /// <summary>How a schedule was last switched; null when it never was.</summary>
    internal ScheduleSwitch? FindSwitch(string schedule) => Guard(() =>
    {
        using var command = Command("SELECT is_on, since, reason FROM switch WHERE schedule = $schedule", ("$schedule", schedule));
        using var row = command.ExecuteReader();
        return row.Read() ? new ScheduleSwitch(row.GetBoolean(0), TimeAt(row, 1)!.Value, row.IsDBNull(2) ? null : row.GetString(2)) : null;
    });

    /// <summary>
    /// What is known of the runs of a schedule, in the order in which they were, whatever the clock said. A run that did its work with findings, or without some files, has succeeded: to
    /// run again at once changes neither.
    /// </summary>
    internal ScheduleHistory FindHistory(string schedule) => Guard(() =>
    {
        using var command = Command(
            """
            SELECT ended, verdict, verdict IN ($none, $incomplete, $findings) AS good FROM run WHERE schedule = $schedule AND ended IS NOT NULL
              AND id >= coalesce((SELECT max(id) FROM run WHERE schedule = $schedule AND verdict IN ($none, $incomplete, $findings)), 0) ORDER BY id
            """,
            ("$schedule", schedule), ("$none", (int)Failure.None), ("$incomplete", (int)Failure.SnapshotIncomplete), ("$findings", (int)Failure.Findings));
        using var rows = command.ExecuteReader();
        var history = ScheduleHistory.None;
        while (rows.Read())
        {
            var (ended, verdict) = (TimeAt(rows, 0)!.Value, rows.IsDBNull(1) ? (Failure?)null : (Failure)rows.GetInt32(1));
            history = !rows.IsDBNull(2) && rows.GetBoolean(2)
                ? new ScheduleHistory(ended, ended, verdict, 0)
                : history with { LastEnded = ended, LastVerdict = verdict, Failures = history.Failures + 1 };
        }

        return history;
    });
}
