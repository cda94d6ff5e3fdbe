using Archivist.Operations.Archives;
using Archivist.Operations.Discs.Sets;
using Archivist.Operations.Schedules;
using Archivist.Platform.Problems;
using Archivist.Platform.Text;
using Archivist.Replicas.Stores.Folder;
using Archivist.Reports.Runs;
using Archivist.Repository.Opening;

namespace Archivist.Operations.Running;

internal sealed partial class ScheduleRun
{
    /// <summary>
    /// Plans a set and builds all its discs. A delta becomes a full set where there is none that it could add to. With a snapshot in the same schedule
    /// the key is there, and packs come by need; without one nobody asks for it. A rehearsal behind it is skipped: it boots one image with everything on it.
    /// </summary>
    private async Task<(StepOutcome, string)> BuildSetAsync(ScheduleStep.Disc step, CancellationToken cancellationToken)
    {
        OpenRepository? open = null;
        if (_capture is not null)
        {
            var found = await SealedRepository.FindAsync(new FolderStore(settings.Disk.Repository), cancellationToken);
            open = await found.UnlockAsync(await context.ReadPasswordAsync(settings, cancellationToken), cancellationToken);
        }

        var order = new DiscSetOrder
        {
            Media = step.Media,
            Template = step.Template,
            IsDelta = step.IsDelta && await DiscSetPlanning.HasBaseAsync(context, settings, cancellationToken),
        };
        await using var reading = open is null ? null : await context.LockForReadingAsync(open, cancellationToken);
        var plan = await DiscSetPlanning.RunAsync(context, settings, _evidence, order, open, cancellationToken);
        var volumes = new List<BuiltVolume>();
        await DiscSetBuilding.RunAsync(context, settings, _evidence, plan.Set.Name, null, null, step.Verify, mayReplace: false, null, volumes.Add, _entries, cancellationToken);
        FailEntries("disc");
        var bad = volumes.Where(volume => volume.Verdict is { IsGood: false }).ToList();
        foreach (var volume in bad)
            Fail(Failure.MediumFailed, "disc", $"the image of {volume.Record.Describe()} is damaged: {volume.Verdict!.Sentences[0]}", "Build it again on another disk.");
        return (
            bad.Count > 0 ? StepOutcome.Failed : StepOutcome.Done,
            $"Set {plan.Set.Name}, {(order.IsDelta ? $"a delta to {plan.Set.BaseName}" : "full")}: {Quantity.Count(volumes.Count, "disc", "discs")}, "
                + $"{Quantity.Bytes(volumes.Sum(volume => volume.TotalBytes))}{(step.Verify && bad.Count == 0 ? ", read back whole and good" : "")}.");
    }
}
