using Archivist.Discs.Catalogue;
using Archivist.Operations.Archives;
using Archivist.Operations.Discs.Planning;
using Archivist.Operations.Events;

namespace Archivist.Operations.Discs.Cataloguing;

/// <summary>Lists the discs that were ever made.</summary>
public sealed class ListDiscsOperation(OperationEnvironment environment) : Operation<ListDiscsRequest, ListDiscsResult>(environment)
{
    private protected override async Task<ListDiscsResult> RunAsync(ListDiscsRequest request, Archive archive, CancellationToken cancellationToken)
    {
        var settings = await archive.ReadSettingsAsync(cancellationToken);
        var catalogue = archive.Context.OpenCatalogue(settings);
        IReadOnlyList<CataloguedDisc> all = request.Disc is null ? await catalogue.ListAsync(cancellationToken) : [];
        IEnumerable<CataloguedDisc> found = request.Disc is { } id
            ? [await catalogue.FindAsync(id, cancellationToken)]
            : await DiscArrivals.SortAsync(all, new ArchiveLedger(settings, archive.Context.Clock), cancellationToken);
        return new ListDiscsResult([.. found.Where(disc => request.Set is null || disc.Set.Name == request.Set)], all);
    }
}
