using Archivist.Evidence;
using Archivist.Operations.Archives;
using Archivist.Operations.Events;
using Archivist.Operations.Problems;
using Archivist.Operations.Remembering;
using Archivist.Platform.Files;
using Archivist.Platform.Problems;
using Archivist.Replicas.Repairing;
using Archivist.Repository.Crypto;
using Archivist.Repository.Ids;
using Archivist.Repository.Opening;
using Archivist.Repository.Repairing;
using Archivist.Repository.Stores;

namespace Archivist.Operations.Repairing;

/// <summary>
/// Replaces damaged packs by those of replicas, and saves what is whole of packs that no replica has. The damaged ones are copied into a directory and then removed.
/// </summary>
public sealed class PackRepairOperation(OperationEnvironment environment) : Operation<PackRepairRequest, PackRepairResult>(environment)
{
    private protected override Task<PackRepairResult> RunAsync(PackRepairRequest request, Archive archive, CancellationToken cancellationToken) => archive.RepairAsync(
        request.IsDryRun,
        async (repository, held, stop) =>
        {
            var packs = await FindAsync(repository, request.Packs, stop);
            var replaced = await ReplaceAsync(archive, repository, packs, held is null ? null : CopyOf, stop);
            var described = await PackRepairPlan.BuildAsync(repository, packs, stop);
            IReadOnlyCollection<PackId> left = [.. packs.Where(pack => !replaced.ContainsKey(pack))];
            var noted = Failure.None;
            if (held is not null && left.Count > 0)
            {
                var removed = left.Select(pack => pack.Value).ToHashSet();
                noted = await PackInventory.NoteAsync(archive, repository.Store, inventory => inventory.NoteRemovalAsync(removed, stop), stop);
                await (replaced.Count == 0 ? described : await PackRepairPlan.BuildAsync(repository, left, stop)).ApplyAsync(held, (pack, content, token) => CopyAsync(CopyOf(pack), content, token), stop);
                foreach (var some in left.Select(pack => pack.ToString()).Chunk(LedgerEntry.PacksSalvaged.MostPacks))
                    archive.Enter(new LedgerEntry.PacksSalvaged(archive.Context.Clock.GetUtcNow(), some));
                noted = Severity.Worse(noted, await PackInventory.NoteAsync(archive, repository.Store, inventory => inventory.NoteAsync(stop), stop));
            }

            return new PackRepairResult(
                [
                    .. described.Packs.Select(pack => replaced.TryGetValue(pack.Pack, out var copy)
                        ? new RepairedPack(new PackSalvage(pack.Pack, pack.Saved + pack.Lost, 0), copy) { IsFromReplica = true }
                        : new RepairedPack(pack, held is null ? null : CopyOf(pack.Pack))),
                ],
                held is null) { Verdict = noted };

            string CopyOf(PackId pack) => Path.GetFullPath($"pack-{pack}", request.CopyDirectory);
        },
        cancellationToken);

    /// <summary>Takes packs that are damaged or missing whole from the replicas of the settings: what a copy has need not be lost.</summary>
    /// <param name="archive">Names the replicas.</param>
    /// <param name="repository">Unlocked, and locked for a repair.</param>
    /// <param name="packs">The packs.</param>
    /// <param name="copyOf">Where the damaged pack is kept; null to change nothing.</param>
    /// <param name="cancellationToken">Stops before the next pack.</param>
    /// <returns>The packs that are good now, or would be, and where the damaged one was kept; null for one that was missing.</returns>
    private static async Task<Dictionary<PackId, string?>> ReplaceAsync(
        Archive archive, OpenRepository repository, IReadOnlyCollection<PackId> packs, Func<PackId, string>? copyOf, CancellationToken cancellationToken)
    {
        var replaced = new Dictionary<PackId, string?>();
        var replicas = await ReplicaUnion.FindAsync(archive, repository.Store, cancellationToken);
        if (replicas.Count == 0)
            return replaced;
        var repairer = new ReplicaRepairer(repository.Store, () => repository.Store, replicas);
        foreach (var pack in packs)
        {
            var name = new ObjectName(ObjectKind.Pack, pack.Value);
            if ((await repairer.RepairAsync(name, isDryRun: true, cancellationToken)).Outcome is not RepairOutcome.Repaired)
                continue;
            string? copy = null;
            if (copyOf is not null)
            {
                if (await repository.Store.FindLengthAsync(name, cancellationToken) is not null)
                {
                    copy = copyOf(pack);
                    await using var content = await repository.Store.OpenAsync(name, ByteRange.All, cancellationToken);
                    await CopyAsync(copy, content, cancellationToken);
                }

                if ((await repairer.RepairAsync(name, isDryRun: false, cancellationToken)).Outcome is not (RepairOutcome.Repaired or RepairOutcome.WasGood))
                    continue;
            }

            replaced[pack] = copy;
        }

        return replaced;
    }

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
