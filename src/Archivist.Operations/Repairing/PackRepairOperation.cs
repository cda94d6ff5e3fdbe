using Archivist.Evidence;
using Archivist.Operations.Archives;
using Archivist.Operations.Events;
using Archivist.Operations.Problems;
using Archivist.Operations.Remembering;
using Archivist.Platform.Files;
using Archivist.Platform.Problems;
using Archivist.Repository.Crypto;
using Archivist.Repository.Ids;
using Archivist.Repository.Opening;
using Archivist.Repository.Repairing;
using Archivist.Repository.Stores;

namespace Archivist.Operations.Repairing;

/// <summary>Saves what is whole of damaged packs. The damaged ones are copied into a directory and then removed.</summary>
public sealed class PackRepairOperation(OperationEnvironment environment) : Operation<PackRepairRequest, PackRepairResult>(environment)
{
    private protected override Task<PackRepairResult> RunAsync(PackRepairRequest request, Archive archive, CancellationToken cancellationToken) => archive.RepairAsync(
        request.IsDryRun,
        async (repository, held, stop) =>
        {
            var packs = await FindAsync(repository, request.Packs, stop);
            var plan = await PackRepairPlan.BuildAsync(repository, packs, stop);
            var noted = Failure.None;
            if (held is not null)
            {
                var removed = packs.Select(pack => pack.Value).ToHashSet();
                noted = await PackInventory.NoteAsync(archive, repository.Store, inventory => inventory.NoteRemovalAsync(removed, stop), stop);
                await plan.ApplyAsync(held, (pack, content, token) => CopyAsync(CopyOf(pack), content, token), stop);
                foreach (var some in packs.Select(pack => pack.ToString()).Chunk(LedgerEntry.PacksSalvaged.MostPacks))
                    archive.Enter(new LedgerEntry.PacksSalvaged(archive.Context.Clock.GetUtcNow(), some));
                noted = Severity.Worse(noted, await PackInventory.NoteAsync(archive, repository.Store, inventory => inventory.NoteAsync(stop), stop));
            }

            return new PackRepairResult([.. plan.Packs.Select(pack => new RepairedPack(pack, held is null ? null : CopyOf(pack.Pack)))], held is null) { Verdict = noted };

            string CopyOf(PackId pack) => Path.GetFullPath($"pack-{pack}", request.CopyDirectory);
        },
        cancellationToken);

    /// <summary>Ids may be written short where one pack only begins so.</summary>
    private static async Task<IReadOnlyCollection<PackId>> FindAsync(OpenRepository repository, IReadOnlyList<string> references, CancellationToken cancellationToken)
    {
        var present = await repository.Store.ListSortedAsync(ObjectKind.Pack, cancellationToken);
        return [.. references.Select(reference =>
        {
            if (Digest.TryParse(reference, null, out var whole))
                return new PackId(whole);
            var found = present.Where(pack => pack.Name.Id.ToString().StartsWith(reference, StringComparison.OrdinalIgnoreCase)).ToList();
            return found.Count == 1 ? new PackId(found[0].Name.Id) : throw new ArchivistException(new PackNotIdentified(reference, found.Count));
        }).Distinct()];
    }

    private static async Task CopyAsync(string path, Stream content, CancellationToken cancellationToken)
    {
        var copy = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.None);
        await using (copy.ConfigureAwait(false))
        {
            await content.CopyToAsync(copy, cancellationToken);
            DurableFile.Synchronize(copy.SafeFileHandle, path);
        }
    }
}
