using System.Globalization;
using Archivist.Discs.Planning;
using Archivist.Evidence;
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

        await using var reading = open is null ? null : await context.LockForReadingAsync(open, cancellationToken);
        var plan = await PlanOnceAsync(step, open, cancellationToken);
        var earlier = EarlierDiscs();
        var volumes = await BuildDiscsOperation.RunAsync(
            context, settings, _evidence,
            new BuildDiscsRequest { Set = plan.Set.Name, Verifies = step.Verify, IsThere = number => earlier.ContainsKey(KeyOf(number)), Entering = EnterDisc },
            _entries, cancellationToken);
        var bad = volumes.Where(volume => volume.Verdict is { IsGood: false }).ToList();
        foreach (var volume in bad)
            Fail(new BuiltDiscDamaged(volume.Record.Title, volume.Verdict!.Problems[0]), new RunPart.Step("disc"));
        return (
            bad.Count > 0 ? StepOutcome.Failed : StepOutcome.Done,
            new StepResult.SetBuilt(
                plan.Set.Name, plan.Set.BaseName, volumes.Count + earlier.Count,
                volumes.Sum(volume => volume.TotalBytes) + earlier.Values.Sum(disc => disc.WholeBytes ?? disc.Bytes), step.Verify && bad.Count == 0));

        // A damaged disc of a run that is killed is built again.
        void EnterDisc(int number, LedgerEntry.DiscBuilt entry) => AddEntry(KeyOf(number), entry, survivesKill: !step.Verify || entry.ObjectsVerified > 0);
    }

    /// <summary>Plans the set under a name that is in the journal before, so that a run which was killed finds its plan.</summary>
    private async Task<DiscSetPlan> PlanOnceAsync(ScheduleStep.Disc step, OpenRepository? open, CancellationToken cancellationToken)
    {
        var planner = new DiscPlanner(context, settings, _evidence);
        if (Expected is { } name)
        {
            if (await planner.FindPlannedAsync(name, cancellationToken) is { } planned)
                return planned;
        }

        var isDelta = step.IsDelta && await planner.HasBaseAsync(cancellationToken);
        name = planner.ChooseName(isDelta);
        Expect(name);
        return (await planner.PlanSetAsync(new PlanDiscsRequest { Name = name, Media = step.Media, Template = step.Template, IsDelta = isDelta }, open, cancellationToken)).Plan;
    }

    private Dictionary<string, LedgerEntry.DiscBuilt> EarlierDiscs() =>
        _due.Where(due => due.Value is LedgerEntry.DiscBuilt).ToDictionary(due => due.Key, due => (LedgerEntry.DiscBuilt)due.Value, StringComparer.Ordinal);

    private static string KeyOf(int disc) => disc.ToString("0000", CultureInfo.InvariantCulture);
}
