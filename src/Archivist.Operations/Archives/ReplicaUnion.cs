using Archivist.Replicas.Reading;
using Archivist.Repository.Crypto;
using Archivist.Repository.Stores;

namespace Archivist.Operations.Archives;

/// <summary>The replicas of the settings as sources of what the repository lacks.</summary>
internal static class ReplicaUnion
{
    private const long LargestConfiguration = 1 << 20;

    /// <summary>
    /// All replicas as one, each range from the one that gives it first, and then each by itself, for what the first one gives wrongly. Each is opened when it is first read, and only read if its
    /// configuration is that of the repository. Empty without settings, and for a repository that was named: of that one nothing says which replicas are copies of it.
    /// </summary>
    internal static async Task<IReadOnlyList<IObjectSource>> FindAsync(Archive archive, IObjectSource repository, CancellationToken cancellationToken)
    {
        if (archive.NamesRepository || await archive.TryFindSettingsAsync(cancellationToken) is not { Replicas.Count: > 0 } settings)
            return [];
        var configuration = Digest.Of(await repository.ReadAllAsync(ObjectName.Configuration, LargestConfiguration, cancellationToken));
        var copies = settings.Replicas.Select(replica => (Replica: replica, Source: (IObjectSource)new ConfirmedCopy(replica.Name, replica.Url, configuration, archive.Context))).ToList();
        var union = new CopyUnion([.. copies.Select(copy => new ReadingCopy(copy.Replica.Name, copy.Source) { PricePerGiB = copy.Replica.PricePerGiB })], settings.Restore.Order, archive.Context.Clock);
        return [union, .. copies.Count > 1 ? copies.Select(copy => copy.Source) : []];
    }
}
