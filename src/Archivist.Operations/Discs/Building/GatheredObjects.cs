using Archivist.Discs.Building;
using Archivist.Discs.Planning;
using Archivist.Operations.Events;
using Archivist.Operations.Problems;
using Archivist.Platform.Problems;
using Archivist.Repository.Stores;

namespace Archivist.Operations.Discs.Building;

/// <summary>
/// Objects of a planned disc, each from the first of several places that has it and where it is what its name says. What lies in no file is copied into a directory
/// first, so that an image is begun only when everything for it is there.
/// </summary>
/// <param name="context">Where to speak.</param>
/// <param name="sources">The places, cheapest first.</param>
/// <param name="folder">Takes the copies; the caller removes it.</param>
internal sealed class GatheredObjects(OperationContext context, IReadOnlyList<ObjectSource> sources, string folder) : IPlannedObjects
{
    private readonly Dictionary<ObjectName, IReplayableContent> _contents = [];

    /// <inheritdoc/>
    public async Task RequireAsync(DiscSetPlan plan, int volume, IReadOnlyList<ObjectName> names, CancellationToken cancellationToken)
    {
        long bytes = 0;
        var progress = context.Progress(Work.Gathering);
        var missing = new List<ObjectName>();
        foreach (var name in names)
        {
            var digest = name.Kind is ObjectKind.Configuration ? plan.Repository : name.Id;
            var copy = Path.Combine(folder, RepositoryLayout.PathOf(name));
            IReplayableContent? content = null;
            foreach (var source in sources)
            {
                content = await source.TryTakeAsync(name, digest, plan.Repository, copy, read => progress.Report(bytes += read), cancellationToken);
                if (content is not null)
                    break;
            }

            if (content is null)
                missing.Add(name);
            else
                _contents[name] = content;
        }

        Explain();
        if (missing.Count > 0)
            throw Refuse(plan, volume, missing);
    }

    /// <inheritdoc/>
    public IReplayableContent ContentOf(ObjectName name) => _contents[name];

    /// <summary>Says which places were of no or little use: they want to be looked after.</summary>
    private void Explain()
    {
        foreach (var source in sources)
        {
            if (source.Fault is { } fault)
                context.Warn(new SourceUnavailable(source.Name, fault.Problem));
            if (source.Damaged.Count > 0)
                context.Warn(new SourceObjectsDamaged(source.Name, source.Damaged.Count, source.Damaged[0]));
        }
    }

    private ArchivistException Refuse(DiscSetPlan plan, int volume, List<ObjectName> missing)
    {
        // A place that was not reached may have them; one that was, has not.
        var isUnreached = sources.Any(source => source.Fault is { Failure: Failure.TooFewReplicas });
        return new ArchivistException(new PlannedObjectsUnavailable(plan.Set.Name, volume, plan.Volumes.Count, missing.Count, missing[0], [.. sources.Select(source => source.Name)], isUnreached));
    }
}
