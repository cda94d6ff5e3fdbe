using System.Security.Cryptography;
using Archivist.Evidence;
using Archivist.Operations.Archives;
using Archivist.Operations.Configuration;
using Archivist.Operations.Events;
using Archivist.Operations.Problems;
using Archivist.Platform.Files;
using Archivist.Platform.Problems;
using Archivist.Repository.Crypto;
using Archivist.Repository.Ids;
using Archivist.Repository.Stores;

namespace Archivist.Operations.Remembering;

/// <summary>
/// Which packs the repository of the settings must hold: their number and a digest of their names are in the ledger, the names in the memory of audits. An operation that adds packs or removes
/// some on purpose notes that while holding a lock of the repository, removals before the first pack is gone; so a pack that is noted and not there has vanished, also when its index
/// went with it. The ledger is written first: killed in between, nothing that is noted in it is more than what is there.
/// </summary>
/// <param name="context">The clock.</param>
/// <param name="settings">Whose repository, ledger and memory.</param>
/// <param name="repository">The repository.</param>
internal sealed class PackInventory(OperationContext context, ArchivistSettings settings, IObjectSource repository)
{
    private readonly ArchiveLedger _ledger = new(settings, context.Clock);

    /// <summary>Null for a repository that is not that of the settings, or without a ledger.</summary>
    internal static async Task<PackInventory?> FindAsync(Archive archive, IObjectSource repository, CancellationToken cancellationToken) =>
        !archive.NamesRepository && await archive.TryFindSettingsAsync(cancellationToken) is { } settings && LedgerFolder.IsBegun(settings.Ledger.Folder, settings.Ledger.Key)
            ? new PackInventory(archive.Context, settings, repository) : null;

    /// <summary>Warns of packs that have vanished.</summary>
    /// <returns><see cref="Failure.Tampering"/> when some have; otherwise <see cref="Failure.None"/>.</returns>
    internal static async Task<Failure> ReportAsync(Archive archive, IObjectSource repository, CancellationToken cancellationToken)
    {
        if (await FindAsync(archive, repository, cancellationToken) is not { } inventory || await inventory.FindVanishedAsync(cancellationToken) is not { } vanished)
            return Failure.None;
        archive.Context.Warn(vanished);
        return Failure.Tampering;
    }

    /// <summary>Notes what an operation did to the packs, as <see cref="NoteAsync(CancellationToken)"/> and its kin; what prevents that is reported.</summary>
    /// <returns>The most severe failure; <see cref="Failure.None"/> without any.</returns>
    internal static async Task<Failure> NoteAsync(Archive archive, IObjectSource repository, Func<PackInventory, Task> note, CancellationToken cancellationToken)
    {
        var entries = new Bookkeeping();
        await entries.TryAsync(async () =>
        {
            if (await FindAsync(archive, repository, cancellationToken) is { } inventory)
                await note(inventory);
        });
        return entries.Report(archive.Context.Events);
    }

    /// <summary>Packs that have vanished; null when none has. Takes no lock: what others add, or remove after noting that, is not taken for vanished.</summary>
    internal async Task<PacksVanished?> FindVanishedAsync(CancellationToken cancellationToken)
    {
        var (noted, names) = await LoadAsync(cancellationToken);
        if (noted is null && names.Count == 0)
            return null;
        var present = await ListAsync(cancellationToken);
        if (Missing(names, present).Count == 0 && !(present.Count < noted?.Packs))
            return null;
        var (notedNow, namesNow) = await LoadAsync(cancellationToken);
        var vanished = Missing(names, present).Where(namesNow.Contains).Order().Select(id => new PackId(id)).ToList();
        var count = Math.Max(vanished.Count, Math.Min(noted?.Packs ?? 0, notedNow?.Packs ?? 0) - present.Count);
        return count > 0 ? new PacksVanished(repository.Location, vanished, count) : null;
    }

    /// <summary>Notes packs that were added. What has vanished stays noted.</summary>
    /// <exception cref="ArchivistException"><see cref="Failure.Tampering"/>: some have vanished; the others are noted.</exception>
    internal async Task NoteAsync(CancellationToken cancellationToken)
    {
        var (noted, names) = await LoadAsync(cancellationToken);
        var present = await ListAsync(cancellationToken);
        var missing = Missing(names, present);
        var count = Math.Max(missing.Count, (noted?.Packs ?? 0) - present.Count);
        // Without the names of all that are missing, a new note would say that nothing is.
        if (missing.Count == count)
            await WriteAsync(noted, [.. present, .. missing], cancellationToken);
        if (count > 0)
            throw new ArchivistException(new PacksVanished(repository.Location, [.. missing.Order().Select(id => new PackId(id))], count));
    }

    /// <summary>Notes that some packs may be gone from now on.</summary>
    internal async Task NoteRemovalAsync(IReadOnlySet<Digest> removed, CancellationToken cancellationToken)
    {
        var (noted, names) = await LoadAsync(cancellationToken);
        // Before anything was noted there is nothing to take back.
        if (noted is null && names.Count == 0)
            return;
        var present = await ListAsync(cancellationToken);
        await WriteAsync(noted, [.. present.Concat(names).Where(id => !removed.Contains(id))], cancellationToken);
    }

    /// <summary>Notes what is there, and gives up what has vanished.</summary>
    internal async Task NoteAllAsync(CancellationToken cancellationToken) =>
        await WriteAsync((await LoadAsync(cancellationToken)).Noted, await ListAsync(cancellationToken), cancellationToken);

    private static List<Digest> Missing(IReadOnlySet<Digest> names, HashSet<Digest> present) => [.. names.Where(id => !present.Contains(id))];

    private async Task<(LedgerEntry.PacksNoted? Noted, IReadOnlySet<Digest> Names)> LoadAsync(CancellationToken cancellationToken)
    {
        var noted = await _ledger.TryFindLastAsync<LedgerEntry.PacksNoted>(cancellationToken);
        // A question must not create anything.
        if (FileLookup.Find(settings.Audit.Memory) is null)
            return (noted, new HashSet<Digest>());
        using var memory = AuditMemory.Open(settings.Audit.Memory);
        return (noted, memory.LoadPacks());
    }

    private async Task<HashSet<Digest>> ListAsync(CancellationToken cancellationToken)
    {
        var present = new HashSet<Digest>();
        await foreach (var pack in repository.ListAsync(ObjectKind.Pack, cancellationToken))
            present.Add(pack.Name.Id);
        return present;
    }

    private async Task WriteAsync(LedgerEntry.PacksNoted? noted, HashSet<Digest> packs, CancellationToken cancellationToken)
    {
        var digest = DigestOf(packs);
        if (noted?.Sha256 != digest)
            await _ledger.AppendAsync(new LedgerEntry.PacksNoted(context.Clock.GetUtcNow(), packs.Count, digest), cancellationToken);
        using var memory = AuditMemory.Open(settings.Audit.Memory);
        memory.RecordPacks(packs);
    }

    private static string DigestOf(IReadOnlyCollection<Digest> packs)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Span<byte> id = stackalloc byte[Digest.Size];
        foreach (var pack in packs.Order())
        {
            pack.WriteTo(id);
            hash.AppendData(id);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
