using System.CommandLine;
using Archivist.App.Messages;
using Archivist.Operations.Archives;
using Archivist.Platform;
using Archivist.Platform.Nbd;
using Archivist.Platform.Problems;
using Archivist.Platform.Text;
using Archivist.Repository.Opening;
using Archivist.Repository.Snapshots;
using Archivist.Repository.Walking;
using Archivist.Restore.Mounting;
using Archivist.Restore.Serving;

namespace Archivist.App.Cli.Commands;

/// <summary><c>archivist mount</c></summary>
internal static class MountCommand
{
    private static readonly Argument<string> Place = new("place") { Description = "The folder to mount on; with --nbd the file to serve, as SNAPSHOT:/path." };
    private static readonly Option<bool> AllowOther = new("--allow-other") { Description = "Let other users look too, as far as the files' permissions allow." };
    private static readonly Option<string?> Nbd = new("--nbd")
    {
        Description = "Serve one file of a snapshot as a read-only disk: nbd://host:port/name or nbd+unix:///name?socket=PATH.",
        HelpName = "address",
    };

    private static readonly SnapshotFilterOptions Filter = new("-H");

    internal static Command Create()
    {
        var command = new Command("mount", "Show the snapshots as a read-only file system, or a disk of one by NBD, until Ctrl-C.\n\nExample: archivist mount /mnt/archive")
        {
            Place, AllowOther, Nbd,
        };
        Filter.AddTo(command);
        command.Add(CommonOptions.NoLock);
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var context = parsed.Context();
        var place = parsed.GetValue(Place)!;
        var filter = Filter.Read(parsed);
        var address = parsed.GetValue(Nbd) is { } text ? NbdAddress.Parse(text) : null;
        var colon = place.IndexOf(':', StringComparison.Ordinal);
        if (address is not null && (colon <= 0 || colon == place.Length - 1))
            throw new ArchivistException(Failure.Usage, $"{place}: it names no file of a snapshot") { Hint = "Write SNAPSHOT:/path, such as latest:/dev/sda." };
        var repository = await parsed.Archive().UnlockAsync(cancellationToken);
        await using var reading = await parsed.Archive().LockForReadingAsync(repository, exclusive: false, cancellationToken);
        var snapshots = await repository.ListSnapshotsAsync(cancellationToken);
        // A mount shows 'latest' beside the times.
        await LatestWarning.TellAsync(parsed.Archive(), true, repository, snapshots, filter, [address is null ? "latest" : place], cancellationToken);
        var indexed = await repository.LoadIndexAsync(cancellationToken);
        if (address is not null)
            await ServeAsync(context, indexed, ChosenSnapshot.Find(snapshots, place, filter), address, cancellationToken);
        else
            await MountAsync(
                context, indexed, snapshots,
                new MountOptions
                {
                    MountPoint = Path.GetFullPath(place),
                    AllowOther = parsed.GetValue(AllowOther),
                    Own = parsed.Archive().OwnFolders(await parsed.Archive().TryFindSettingsAsync(cancellationToken)),
                    Who = Operator.Current,
                    Shows = filter.Matches,
                },
                cancellationToken);
        return 0;
    }

    private static async Task MountAsync(
        CommandContext context, IndexedRepository repository, IReadOnlyList<Snapshot> snapshots, MountOptions options, CancellationToken cancellationToken)
    {
        await using var mount = await RepositoryMount.OpenAsync(
            repository, snapshots, options, context.Clock, (path, cause) => context.Output.Warn($"{path}: {CommandLineMessages.Instance.Of(cause)}"), cancellationToken);
        context.Output.Show(
            new MountedRecord("mounted", options.MountPoint, null, snapshots.Count(options.Shows), null),
            CliJson.Default.MountedRecord,
            record => $"{Quantity.Count(record.Snapshots, "snapshot", "snapshots")} mounted on {record.Place}. Ctrl-C, or 'umount {record.Place}', ends it.");
        await mount.ServeAsync(cancellationToken);
    }

    private static async Task ServeAsync(
        CommandContext context, IndexedRepository repository, ChosenSnapshot chosen, NbdAddress address, CancellationToken cancellationToken)
    {
        var (snapshot, path) = chosen;
        var node = await SnapshotPath.FindFileAsync(repository, snapshot, path, cancellationToken);
        await using var server = NbdServer.Start(repository, node, address);
        if (!server.Address.IsLocal)
            context.Output.Warn($"{server.Address}: whatever reaches this address can read {path}: NBD has no password and no encryption here");
        context.Output.Show(
            new MountedRecord("mounted", path, server.Address.ToString(), 1, server.Length),
            CliJson.Default.MountedRecord,
            record => $"{path} of snapshot {snapshot.Id.Value.Short}, {Quantity.Bytes(server.Length)}, is served at {record.Address} for reading. Ctrl-C ends it.");
        await Task.Delay(Timeout.InfiniteTimeSpan, context.Clock, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }
}
