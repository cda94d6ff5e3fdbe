using Archivist.Platform.Problems;

namespace Archivist.Operations.Running;

internal sealed partial class RunJournal
{
    /// <summary>Switches a schedule on or off for the calendar.</summary>
    internal void Switch(string schedule, bool isOn, DateTimeOffset since, string? reason) => Execute(
        "INSERT INTO switch (schedule, is_on, since, reason) VALUES (@schedule, @on, @since, @reason) ON CONFLICT (schedule) DO UPDATE SET is_on = excluded.is_on, since = excluded.since, reason = excluded.reason",
        null, ("@schedule", schedule), ("@on", isOn ? 1L : 0L), ("@since", Milliseconds(since)), ("@reason", reason ?? (object)DBNull.Value));

    /// <summary>How a schedule was last switched; null when it never was.</summary>
    internal ScheduleSwitch? FindSwitch(string schedule) => Guard(() =>
    {
        using var command = Command("SELECT is_on, since, reason FROM switch WHERE schedule = @schedule", ("@schedule", schedule));
        using var row = command.ExecuteReader();
        return row.Read() ? new ScheduleSwitch(NumberAt(row, 0) != 0, TimeAt(row, 1)!.Value, row.IsDBNull(2) ? null : row.GetString(2)) : null;
    });

    /// <summary>
    /// What is known of the runs of a schedule, in the order in which they were, whatever the clock said. A run that did its work with findings, or without some files, has succeeded: to
    /// run again at once changes neither. One that was killed, or held, and never continued has not failed either.
    /// </summary>
    internal ScheduleHistory FindHistory(string schedule) => Guard(() =>
    {
        using var command = Command(
            """
            SELECT ended, verdict, CASE WHEN verdict IN (@none, @incomplete, @findings) THEN 1 ELSE 0 END AS good FROM run WHERE schedule = @schedule AND ended IS NOT NULL
              AND id >= coalesce((SELECT max(id) FROM run WHERE schedule = @schedule AND verdict IN (@none, @incomplete, @findings)), 0) ORDER BY id
            """,
            ("@schedule", schedule), ("@none", (long)Failure.None), ("@incomplete", (long)Failure.SnapshotIncomplete), ("@findings", (long)Failure.Findings));
        using var rows = command.ExecuteReader();
        var history = ScheduleHistory.None;
        while (rows.Read())
        {
            var (ended, verdict) = (TimeAt(rows, 0)!.Value, (Failure?)NumberAt(rows, 1));
            history = NumberAt(rows, 2) == 1
                ? new ScheduleHistory(ended, ended, verdict, 0)
                : history with { LastEnded = ended, LastVerdict = verdict, Failures = history.Failures + (verdict is null ? 0 : 1) };
        }

        return history;
    });
}
