using Archivist.Discs.Building;
using Archivist.Discs.Catalogue;
using Archivist.Operations.Archives;
using Archivist.Operations.Events;
using Archivist.Operations.Problems;
using Archivist.Platform.Problems;

namespace Archivist.Operations.Discs.Reading;

/// <summary>Reads what can be read of a disc, corrects the rest, and enters how the disc is. Sectors that stay lost are <see cref="Failure.MediumFailed"/>.</summary>
public sealed class ReadDiscOperation(OperationEnvironment environment) : Operation<ReadDiscRequest, ReadDiscResult>(environment)
{
    private protected override async Task<ReadDiscResult> RunAsync(ReadDiscRequest request, Archive archive, CancellationToken cancellationToken)
    {
        var context = archive.Context;
        var startedAt = context.Clock.GetTimestamp();
        var settings = request.WithoutRecords ? null : await archive.FindSettingsAsync(canDoWithout: false, cancellationToken);
        var named = request.Disc is not { } reference ? null
            : settings is null ? throw new ArchivistException(new NoCatalogue(reference))
            : await context.OpenCatalogue(settings).FindAsync(reference, cancellationToken);
        var result = await DiscReadings.ReadAsync(context, request.Reading, cancellationToken);

        // A stop must not lose what an hour of reading showed.
        var own = await DiscIdentity.FindAsync([.. request.Reading.Output is null ? [] : new[] { request.Reading.Output }, .. request.Reading.Sources], CancellationToken.None);
        if (named is not null && own is { } other && other != named.Id)
            context.Warn(new DiscClaimsOther(request.Disc!, other));
        var id = own ?? named?.Id;
        var entries = new Bookkeeping();
        CataloguedDisc? disc = null;
        if (settings is not null && id is { } wanted)
            await entries.TryAsync(async () => disc = await context.OpenCatalogue(settings).FindAsync(wanted, CancellationToken.None));
        // What the catalogue does not know says nothing about the disc.
        bool? isCatalogued = settings is null || (disc is null && !entries.IsComplete) ? null : disc is not null;
        if (disc is not null)
            await DiscReadings.RecordAsync(context, settings!, disc, request.Reading, result, entries, CancellationToken.None);
        var isRecorded = disc is not null && entries.IsComplete;
        var entered = entries.Report(context.Events);
        return new ReadDiscResult(result, id, isCatalogued, isRecorded, context.Clock.GetElapsedTime(startedAt))
        {
            Verdict = result.Outcome is DiscReadingOutcome.Damaged ? Severity.Worse(entered, Failure.MediumFailed) : entered,
        };
    }
}
