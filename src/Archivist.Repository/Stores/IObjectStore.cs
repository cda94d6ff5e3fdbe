namespace Archivist.Repository.Stores;

/// <summary>
/// A place that keeps whole, immutable objects: a directory, a bucket, a REST server.
/// </summary>
/// <remarks>
/// An implementation must make an object visible all at once or not at all, and must serve it to readers and
/// listings as soon as <see cref="PutAsync"/> has returned; by then it is durable. The rules of <see cref="IObjectSource"/> apply too.
/// </remarks>
public interface IObjectStore : IObjectSource
{
    /// <summary>Stores <paramref name="content"/> whole. Any failure, also of the content itself, and any cancellation leave no visible object.</summary>
    /// <param name="name">The object's name; the store does not check it against the content.</param>
    /// <param name="content">Rewindable, so that a wrapper may try again.</param>
    /// <param name="cancellationToken">Cancelling leaves no visible object.</param>
    /// <exception cref="ObjectExistsException">An object of that name is there, and stays as it is.</exception>
    /// <exception cref="Platform.Problems.ArchivistException">
    /// The object cannot be written: <see cref="Platform.Problems.Failure.NoSpace"/>, <see cref="Platform.Problems.Failure.TooFewReplicas"/> for a server that cannot be
    /// reached, or <see cref="Platform.Problems.Failure.Failed"/>.
    /// </exception>
    Task PutAsync(ObjectName name, IReplayableContent content, CancellationToken cancellationToken);

    /// <summary>Removes one object; a missing one is not an error.</summary>
    Task RemoveAsync(ObjectName name, CancellationToken cancellationToken);
}
