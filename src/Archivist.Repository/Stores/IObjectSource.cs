using Archivist.Platform.Problems;

namespace Archivist.Repository.Stores;

/// <summary>A place from which whole, immutable objects are read: a disc, a set of discs, a union of copies, and every <see cref="IObjectStore"/>.</summary>
/// <remarks>
/// An implementation must not retry: retries, limits and fault injection wrap it from outside. All members may be called from many threads at once.
/// A missing object is an <see cref="ObjectMissingException"/>; a place that cannot be reached is an <see cref="ArchivistException"/> with
/// <see cref="Failure.TooFewReplicas"/>.
/// </remarks>
public interface IObjectSource
{
    /// <summary>The name of this place for display: a path or a URL without credentials.</summary>
    string Location { get; }

    /// <summary>The guarantees of this place; read once, never probed by catching exceptions.</summary>
    StoreTraits Traits { get; }

    /// <summary>Opens exactly the bytes of <paramref name="range"/>; the caller disposes the stream.</summary>
    /// <exception cref="ObjectMissingException">There is no such object.</exception>
    /// <exception cref="EndOfStreamException">The object is too short for the range; a range that begins at the end and has no length is empty.</exception>
    /// <exception cref="ArchivistException">The object cannot be read, or the place cannot be reached (<see cref="Failure.TooFewReplicas"/>).</exception>
    Task<Stream> OpenAsync(ObjectName name, ByteRange range, CancellationToken cancellationToken);

    /// <summary>The length of one object in bytes, or null when it does not exist.</summary>
    Task<long?> FindLengthAsync(ObjectName name, CancellationToken cancellationToken);

    /// <summary>Lists objects of one kind, in no particular order, each exactly once; unfinished ones never. A cancelled listing throws, and never just ends.</summary>
    IAsyncEnumerable<StoredObject> ListAsync(ObjectKind kind, CancellationToken cancellationToken);

    /// <summary>
    /// Finds an optional capability, such as <see cref="IDirectoryStore"/>, <see cref="IDatedStore"/> or <see cref="IRedundantStore"/>; null when there is none. Wrappers delegate
    /// to the store they wrap unless the capability would bypass them. Use this instead of a cast, which sees only the outermost wrapper.
    /// </summary>
    TCapability? Find<TCapability>()
        where TCapability : class => this as TCapability;
}
