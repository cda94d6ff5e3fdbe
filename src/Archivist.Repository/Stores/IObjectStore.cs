using Archivist.Platform.Problems;

namespace Archivist.Repository.Stores;

/// <summary>
/// A place that keeps whole, immutable objects: a folder, a bucket, a REST server, a disc.
/// </summary>
/// <remarks>
/// An implementation must make an object visible all at once or not at all, and must serve it to readers and
/// listings as soon as <see cref="PutAsync"/> has returned; by then it is durable.
/// It must not retry: retries, throttling and fault injection wrap a store from outside.
/// All members may be called from many threads at once.
/// A missing object is a <see cref="ObjectMissingException"/>; a store that cannot be reached is an
/// <see cref="ArchivistException"/> with <see cref="Failure.TooFewReplicas"/>.
/// </remarks>
public interface IObjectStore
{
    /// <summary>What people call this place: a path or a URL without credentials.</summary>
    string Location { get; }

    /// <summary>What this store can promise; read once, never probed by catching exceptions.</summary>
    StoreTraits Traits { get; }

    /// <summary>Stores <paramref name="content"/>, or fails with <see cref="ObjectExistsException"/>.</summary>
    /// <param name="name">The object's name; the store does not check it against the content.</param>
    /// <param name="content">Rewindable, so that a decorator may try again.</param>
    /// <param name="cancellationToken">Cancelling leaves no visible object.</param>
    Task PutAsync(ObjectName name, IReplayableContent content, CancellationToken cancellationToken);

    /// <summary>Opens the bytes of <paramref name="range"/>; fails with <see cref="EndOfStreamException"/> if fewer exist.</summary>
    Task<Stream> OpenAsync(ObjectName name, ByteRange range, CancellationToken cancellationToken);

    /// <summary>The length of one object in bytes, or null when it does not exist.</summary>
    Task<long?> FindLengthAsync(ObjectName name, CancellationToken cancellationToken);

    /// <summary>Lists objects of one kind, in no particular order, each exactly once; unfinished ones never.</summary>
    IAsyncEnumerable<StoredObject> ListAsync(ObjectKind kind, CancellationToken cancellationToken);

    /// <summary>Removes one object; a missing one is not an error.</summary>
    Task RemoveAsync(ObjectName name, CancellationToken cancellationToken);
}
