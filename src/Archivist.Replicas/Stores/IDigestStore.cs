using Archivist.Repository.Crypto;
using Archivist.Repository.Stores;

namespace Archivist.Replicas.Stores;

/// <summary>The capability of a store whose service computed the hash of an object when it arrived, and states it.</summary>
public interface IDigestStore
{
    /// <summary>The SHA-256 of a whole object as the service states it: its word, and no proof that the bytes are still there. Null when it states none, or has no such object.</summary>
    /// <exception cref="Archivist.Platform.Problems.ArchivistException">The request failed.</exception>
    Task<Digest?> FindDigestAsync(ObjectName name, CancellationToken cancellationToken);
}
