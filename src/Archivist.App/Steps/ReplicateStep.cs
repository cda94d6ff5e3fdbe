using Archivist.App.Cli;
using Archivist.Replicas;
using Archivist.Replicas.Stores.Folder;
using Archivist.Repository;

namespace Archivist.App.Steps;

/// <summary>Brings one replica up to date and says what that took.</summary>
internal static class ReplicateStep
{
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
