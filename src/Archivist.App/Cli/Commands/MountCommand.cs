using System.CommandLine;
using Archivist.App.Messages;
using Archivist.Operations.Archives;
using Archivist.Operations.Mounting;
using Archivist.Platform.Nbd;
using Archivist.Platform.Problems;
using Archivist.Platform.Text;

namespace Archivist.App.Cli.Commands;

/// <summary><c>archivist mount</c></summary>
internal static class MountCommand
{
    private static readonly Argument<string> Place = new("place") { Description = "Directory to mount on; with --nbd the file to serve, as SNAPSHOT:/path." };
    private static readonly Option<bool> AllowOther = new("--allow-other") { Description = "Allow other users access, as far as file permissions permit." };
    private static readonly Option<string?> Nbd = new("--nbd")
    {
        Description = "Serve one file as a read-only disk at nbd://host:port/name or nbd+unix:///…",
        HelpName = "address",
    };

    private static readonly SnapshotFilterOptions Filter = new("-H");

    internal static Command Create()
    {
        var command = new Command("mount", "Mount the snapshots as a read-only file system, or serve a disk image by NBD.\n\nExample: archivist mount /mnt/archive")
        {
            Place, AllowOther, Nbd,
        };
        Filter.AddTo(command);
        command.Add(CommonOptions.NoLock);
        command.SetAction(RunAsync);
        return command;
    }

    private static Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken) => parsed.GetValue(Nbd) is { } address
        ? ServeAsync(parsed, NbdAddress.Parse(address), cancellationToken)
        : MountAsync(parsed, cancellationToken);

    private static async Task<int> MountAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var context = parsed.Context();
        var request = new MountRequest
        {
            Archive = parsed.Access(),
            MountPoint = parsed.GetValue(Place)!,
            Filter = Filter.Read(parsed),
            AllowOther = parsed.GetValue(AllowOther),
            Mounted = mounted => context.Output.Show(
                new MountedRecord("mounted", mounted.MountPoint, null, mounted.Snapshots, null),
                static json => json.MountedRecord,
                record => $"{Quantity.Count(record.Snapshots, "snapshot", "snapshots")} mounted on {record.Place}. Ctrl-C, or 'umount {record.Place}', ends it."),
        };
        var result = await new MountOperation(context.Environment).RunAsync(request, context.Events, cancellationToken);
        return ExitCode.Of(result.Verdict);
    }

    private static async Task<int> ServeAsync(ParseResult parsed, NbdAddress address, CancellationToken cancellationToken)
    {
        var context = parsed.Context();
        var reference = SnapshotReference.Parse(parsed.GetValue(Place)!);
        if (reference is { Snapshot.Length: 0 } or { Path.Length: 0 })
            throw CommandLineProblem.Usage($"{parsed.GetValue(Place)} names no file of a snapshot", "Write SNAPSHOT:/path, such as latest:/dev/sda.");
        var request = new ServeFileRequest
        {
            Archive = parsed.Access(),
            Snapshot = reference,
            Filter = Filter.Read(parsed),
            Address = address,
            Serving = served => context.Output.Show(
                new MountedRecord("mounted", served.Path, served.Address.ToString(), 1, served.Length),
                static json => json.MountedRecord,
                record => $"{record.Place} of snapshot {served.Snapshot.Id.Value.Short}, {Quantity.Bytes(served.Length)}, is served at {record.Address} for reading. Ctrl-C ends it."),
        };
        var result = await new ServeFileOperation(context.Environment).RunAsync(request, context.Events, cancellationToken);
        return ExitCode.Of(result.Verdict);
    }
}
