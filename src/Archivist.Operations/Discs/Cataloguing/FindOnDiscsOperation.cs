using Archivist.Operations.Archives;
using Archivist.Operations.Events;
using Archivist.Operations.Problems;
using Archivist.Platform.FileSystem;
using Archivist.Platform.Problems;
using Archivist.Repository.Ids;
using Archivist.Repository.Patterns;
using Archivist.Restore.Finding;

namespace Archivist.Operations.Discs.Cataloguing;

/// <summary>Finds the discs that hold versions of files. Needs the key.</summary>
public sealed class FindOnDiscsOperation(OperationEnvironment environment) : Operation<FindOnDiscsRequest, FindOnDiscsResult>(environment)
{
    private readonly OperationEnvironment _environment = environment;

    private protected override async Task<FindOnDiscsResult> RunAsync(FindOnDiscsRequest request, Archive archive, CancellationToken cancellationToken)
    {
        var listing = await new ListDiscsOperation(_environment).RunAsync(
            new ListDiscsRequest { Archive = request.Archive, Disc = request.Disc, Set = request.Set }, archive.Context.Events, cancellationToken);
        var repository = await archive.UnlockAsync(cancellationToken);
        await using var reading = await archive.Context.LockForReadingAsync(repository, cancellationToken);
        var indexed = await repository.LoadIndexAsync(cancellationToken);
        var holders = listing.Discs.SelectMany(disc => disc.Packs.Select(pack => (pack, disc))).ToLookup(pair => pair.pack, pair => pair.disc);
        var search = new SnapshotSearch(indexed, new PatternCriterion(PathPatterns.Parse([.. request.Patterns]), null, null));
        var count = 0;
        foreach (var snapshot in (await repository.ListSnapshotsAsync(cancellationToken)).Where(snapshot => !snapshot.IsCatalogue()))
        {
            foreach (var (entry, _) in await search.SearchAsync(snapshot, cancellationToken))
            {
                if (entry.Node.Type is not NodeType.File)
                    continue;
                count++;
                var packs = entry.Node.Content.Select(blob => indexed.FindData(blob)?.Pack).Distinct().ToList();
                // Each pack from its first disc; a full set that came later holds it again, and is named as well.
                request.Found(new FileOnDiscs(
                    snapshot, entry, packs.Count, [.. packs.OfType<PackId>().SelectMany(pack => holders[pack]).Distinct()],
                    packs.All(pack => pack is { } known && holders.Contains(known))));
            }
        }

        return count > 0 ? new FindOnDiscsResult(count) : throw new ArchivistException(new NoFileMatches(string.Join(", ", request.Patterns)));
    }
}
