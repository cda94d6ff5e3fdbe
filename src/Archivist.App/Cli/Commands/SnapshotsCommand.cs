using System.CommandLine;
using System.Globalization;
using Archivist.App.Composition;

namespace Archivist.App.Cli.Commands;

/// <summary><c>archivist snapshots</c></summary>
internal static class SnapshotsCommand
{
    internal static Command Create()
    {
        var command = new Command("snapshots", "List the snapshots of a repository, oldest first.\n\nExample: archivist snapshots --repo /var/lib/archivist/alice");
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var output = CommandContext.Current.Output;
        var repository = await Session.UnlockAsync(parsed, cancellationToken);
        var snapshots = await repository.ListSnapshotsAsync(cancellationToken);
        output.Line(string.Create(CultureInfo.InvariantCulture, $"{"ID",-8}  {"Time",-19}  {"Host",-16}  Paths"));
        foreach (var snapshot in snapshots)
        {
            var time = snapshot.Time.ToDateTimeOffset().ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
            output.Show(
                new SnapshotRecord(
                    "snapshot", snapshot.Id.ToString(), snapshot.Time.ToString(), snapshot.Hostname, snapshot.Username, snapshot.Paths,
                    snapshot.Tags, snapshot.Tree.ToString(), snapshot.Parent?.ToString()),
                CliJson.Default.SnapshotRecord,
                record => $"{record.Id[..8]}  {time}  {record.Hostname,-16}  {string.Join(", ", record.Paths)}");
        }

        output.Line(Quantity.Count(snapshots.Count, "snapshot", "snapshots"));
        return 0;
    }
}
