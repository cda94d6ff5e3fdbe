using Archivist.Platform.Problems;
using Archivist.Repository.Crypto;
using Archivist.Repository.Problems;
using Archivist.Repository.Stores;

namespace Archivist.Replicas.Auditing;

/// <summary>What a complete copy of a repository holds, without locks. Immutable and thread-safe.</summary>
/// <param name="Objects">The lengths in bytes of all objects but the configuration.</param>
/// <param name="Configuration">SHA-256 of the configuration, whose name does not say it.</param>
/// <param name="ConfigurationLength">Length of the configuration in bytes.</param>
public sealed record ExpectedContents(IReadOnlyDictionary<ObjectName, long> Objects, Digest Configuration, long ConfigurationLength)
{
    /// <summary>The longest configuration that is read, in bytes.</summary>
    internal const long LongestConfiguration = 1 << 20;

    /// <summary>Bytes in all objects.</summary>
    public long Bytes => Objects.Values.Sum() + ConfigurationLength;

    /// <summary>Lists a repository. Snapshots that are taken meanwhile may be left out, never their content alone.</summary>
    /// <exception cref="ArchivistException"><see cref="Failure.RepositoryMissing"/>: there is none; the store fails with its own kinds.</exception>
    public static async Task<ExpectedContents> ListAsync(IObjectSource repository, CancellationToken cancellationToken)
    {
        if (await repository.FindLengthAsync(ObjectName.Configuration, cancellationToken) is null)
            throw new ArchivistException(new RepositoryNotFound(repository.Location));
        var configuration = await repository.ReadAllAsync(ObjectName.Configuration, LongestConfiguration, cancellationToken);
        return new ExpectedContents(await ListObjectsAsync(repository, cancellationToken), Digest.Of(configuration), configuration.Length);
    }

    /// <summary>Lists everything but the configuration and locks, snapshots first.</summary>
    internal static async Task<Dictionary<ObjectName, long>> ListObjectsAsync(IObjectSource source, CancellationToken cancellationToken)
    {
        var objects = new Dictionary<ObjectName, long>();
        foreach (var kind in RepositoryLayout.WriteOrder.Reverse())
        {
            await foreach (var item in source.ListAsync(kind, cancellationToken))
                objects[item.Name] = item.Length;
        }

        return objects;
    }
}
