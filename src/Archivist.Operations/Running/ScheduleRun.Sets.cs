using Archivist.Operations.Archives;
using Archivist.Operations.Discs.Building;
using Archivist.Operations.Discs.Planning;
using Archivist.Operations.Problems;
using Archivist.Operations.Schedules;
using Archivist.Replicas.Stores.Folder;
using Archivist.Reports.Runs;
using Archivist.Repository.Opening;

namespace Archivist.Operations.Running;

internal sealed partial class ScheduleRun
{
    /// <summary>
    /// Plans a set and builds all its discs. A delta becomes a full set where there is none that it could add to. With a snapshot in the same schedule
    /// the key is there, and packs come by need; without one no one asks for it. A drill behind it is skipped: it boots one image with everything on it.
    /// </summary>
    private async Task<(StepOutcome, StepResult)> BuildSetAsync(ScheduleStep.Disc step, CancellationToken cancellationToken)
    {
        OpenRepository? open = null;
        if (_capture is not null)
        {
            var found = await SealedRepository.FindAsync(new FolderStore(settings.Archive.Repository), cancellationToken);
            open = await found.UnlockAsync(await context.ReadPasswordAsync(settings, cancellationToken), cancellationToken);
        }

        var planner = new DiscPlanner(context, settings, _evidence);
        var request = new PlanDiscsRequest { Media = step.Media, Template = step.Template, IsDelta = step.IsDelta && await planner.HasBaseAsync(cancellationToken) };
        await using var reading = open is null ? null : await context.LockForReadingAsync(open, cancellationToken);
        var (plan, _) = await planner.PlanSetAsync(request, open, cancellationToken);
        var volumes = await BuildDiscsOperation.RunAsync(
            context, settings, _evidence, new BuildDiscsRequest { Set = plan.Set.Name, Verifies = step.Verify }, _entries, cancellationToken);
        FailEntries("disc");
        var bad = volumes.Where(volume => volume.Verdict is { IsGood: false }).ToList();
        foreach (var volume in bad)
            Fail(new BuiltDiscDamaged(volume.Record.Title, volume.Verdict!.Problems[0]), new RunPart.Step("disc"));
        return (
            bad.Count > 0 ? StepOutcome.Failed : StepOutcome.Done,
            new StepResult.SetBuilt(plan.Set.Name, request.IsDelta ? plan.Set.BaseName : null, volumes.Count, volumes.Sum(volume => volume.TotalBytes), step.Verify && bad.Count == 0));
    }
}
