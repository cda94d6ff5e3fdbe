using Archivist.Platform.Problems;
using Archivist.Replicas.Stores.S3;
using Archivist.Replicas.Synchronizing;
using Archivist.Repository.Crypto;
using Archivist.Repository.Problems;
using Archivist.Repository.Stores;

namespace Archivist.Replicas.Planning;

/// <summary>Compares replicas with a repository, and reckons what copying takes. Writes nothing. One instance serves several replicas of one repository, one after the other.</summary>
public sealed class TransferPlanner
{
    private const int PageSize = 1000;

    private readonly IReadOnlyDictionary<ObjectKind, List<StoredObject>> _wanted;
    private readonly long _configuration;
    private readonly HashSet<StoredObject> _read = [];

    private TransferPlanner(IReadOnlyDictionary<ObjectKind, List<StoredObject>> wanted, long configuration) => (_wanted, _configuration) = (wanted, configuration);

    /// <summary>Lists a repository.</summary>
    /// <exception cref="ArchivistException"><see cref="Failure.RepositoryMissing"/>: there is none; or it cannot be read.</exception>
    public static async Task<TransferPlanner> ListAsync(IObjectSource source, CancellationToken cancellationToken)
    {
        var configuration = await source.FindLengthAsync(ObjectName.Configuration, cancellationToken) ?? throw new ArchivistException(new RepositoryNotFound(source.Location));
        var wanted = new Dictionary<ObjectKind, List<StoredObject>>();
        foreach (var kind in RepositoryLayout.WriteOrder)
            wanted[kind] = await source.ListSortedAsync(kind, cancellationToken);
        return new TransferPlanner(wanted, configuration);
    }

    /// <summary>Plans one replica.</summary>
    /// <param name="target">The replica; one that does not exist yet is empty.</param>
    /// <param name="isServer">It is on a server, whose requests are counted.</param>
    /// <param name="cancellationToken">Stops listing.</param>
    /// <exception cref="ArchivistException">The replica cannot be listed.</exception>
    public async Task<TransferPlan> PlanAsync(IObjectSource target, bool isServer, CancellationToken cancellationToken)
    {
        var isThere = await target.FindLengthAsync(ObjectName.Configuration, cancellationToken) is not null;
        // A put looks first.
        var (objects, bytes, total, puts, lists, reads) = isThere ? (0L, 0L, _configuration, 0L, 0L, 2L) : (1L, _configuration, _configuration, 1L, 0L, 2L);
        foreach (var (kind, items) in _wanted)
        {
            var present = isThere ? await ListAsync(target, kind, cancellationToken) : [];
            var missing = items.Where(item => !present.TryGetValue(item.Name.Id, out var length) || length != item.Length).ToList();
            _read.UnionWith(missing);
            objects += missing.Count;
            bytes += missing.Sum(item => item.Length);
            total += items.Sum(item => item.Length);
            puts += missing.Sum(item => S3Store.CountPuts(item.Length));
            reads += missing.Count;
            lists += PagesOf(present.Count);
            // What was copied is listed once more, or asked for by name when it is little.
            if (TargetSynchronizer.ListsArrivals(missing.Count, items.Count))
                lists += PagesOf(present.Count + missing.Count);
            else
                reads += missing.Count;
        }

        return new TransferPlan(objects, bytes, total, isServer ? new RequestCounts(puts, lists, reads) : null);
    }

    /// <summary>Reckons what is read from the source for the replicas that were planned so far.</summary>
    /// <param name="isServer">The source is on a server, whose requests are counted.</param>
    public SourceReads PlanSource(bool isServer)
    {
        // The configuration is looked up, and read twice to be sure of it.
        var lists = _wanted.Values.Sum(items => PagesOf(items.Count));
        return new SourceReads(_read.Count, _read.Sum(item => item.Length) + (2 * _configuration), isServer ? new RequestCounts(0, lists, _read.Count + 3) : null);
    }

    private static async Task<Dictionary<Digest, long>> ListAsync(IObjectSource target, ObjectKind kind, CancellationToken cancellationToken)
    {
        var present = new Dictionary<Digest, long>();
        await foreach (var item in target.ListAsync(kind, cancellationToken))
            present[item.Name.Id] = item.Length;
        return present;
    }

    private static long PagesOf(int count) => Math.Max(1, (count + PageSize - 1) / PageSize);
}
