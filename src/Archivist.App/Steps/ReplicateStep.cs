using Archivist.App.Cli;
using Archivist.App.Composition;
using Archivist.Platform.Problems;
using Archivist.Replicas.Stores.Folder;
using Archivist.Replicas.Synchronizing;
using Archivist.Repository.Stores;

namespace Archivist.App.Steps;

/// <summary>Brings one replica up to date and says what that took.</summary>
internal static class ReplicateStep
{
    /// <summary>Opens, compares and fills one copy. What fails is returned: it must not keep other copies waiting.</summary>
    internal static async Task<CopyAttempt> TryAsync(
        CommandContext context, CopyPlaces places, IObjectStore source, string name, string address, Beginning beginning, CancellationToken cancellationToken)
    {
        IObjectStore? target = null;
        try
        {
            target = await places.OpenAsync(name, address, beginning, cancellationToken);
            var result = await RunAsync(context, source, name, target, cancellationToken);
            await places.RememberAsync(address, target, cancellationToken);
            return new CopyAttempt(target, result, null);
        }
        catch (ArchivistException failure)
        {
            return new CopyAttempt(target, null, failure);
        }
        catch (IOException failure)
        {
            return new CopyAttempt(target, null, Cli.CommandLine.Tell(failure));
        }
        catch (UnauthorizedAccessException failure)
        {
            return new CopyAttempt(target, null, new ArchivistException(Failure.Failed, failure.Message, failure) { Hint = "Check who may write there." });
        }
    }

    internal static async Task<SynchronizeResult> RunAsync(
        CommandContext context, IObjectStore source, string name, IObjectStore target, CancellationToken cancellationToken)
    {
        var startedAt = context.Clock.GetTimestamp();
        if (target is FolderStore folder)
            folder.RemoveUnfinished();
        var progress = new ProgressDisplay<long>(context.Output, context.Clock, (bytes, elapsed) =>
            $"{name}: {Quantity.Bytes(bytes)} copied, {Quantity.Rate(bytes, elapsed)}");
        var result = await new ReplicaSynchronizer(source, target).RunAsync(progress, cancellationToken);
        var elapsed = context.Clock.GetElapsedTime(startedAt);
        context.Output.Show(
            new ReplicatedRecord(
                "replicated", name, target.Location, result.ObjectsCopied, result.BytesCopied, result.ObjectsPresent,
                result.ObjectsReplaced, result.BytesTotal, elapsed.TotalSeconds),
            CliJson.Default.ReplicatedRecord,
            record => $"Replica {name}: {Quantity.Count(record.ObjectsCopied, "object", "objects")} copied ({Quantity.Bytes(record.BytesCopied)}), "
                + $"{record.ObjectsPresent:#,0} were there, {Quantity.Bytes(record.BytesTotal)} in all, in {Quantity.Duration(elapsed)}");
        return result;
    }
}
