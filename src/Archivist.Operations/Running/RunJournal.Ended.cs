using Archivist.Platform.Problems;

namespace Archivist.Operations.Running;

internal sealed partial class RunJournal
{
    /// <summary>The last run of a schedule that ended with a verdict; null without any.</summary>
    internal (long Id, DateTimeOffset Started, DateTimeOffset Ended, Failure Verdict)? FindLastVerdict(string schedule) => Guard<(long, DateTimeOffset, DateTimeOffset, Failure)?>(() =>
    {
        using var command = Command(
            "SELECT id, started, ended, verdict FROM run WHERE schedule = @schedule AND ended IS NOT NULL AND verdict IS NOT NULL ORDER BY id DESC LIMIT 1", ("@schedule", schedule));
        using var row = command.ExecuteReader();
        return row.Read() ? (row.GetInt64(0), TimeAt(row, 1)!.Value, TimeAt(row, 2)!.Value, (Failure)NumberAt(row, 3)!.Value) : null;
    });
}
