using Archivist.Repository.Stores;

namespace Archivist.Replicas.Synchronizing;

/// <summary>
/// An object of one store as content for another: reopened for each attempt, never held whole in memory, and hashed while it is read. The last bytes are returned only if the hash
/// matches the object's name, so a store can never publish anything else. Failures are <see cref="ContentFailureException"/>.
/// </summary>
internal sealed class SourceContent(IObjectSource source, StoredObject item) : IReplayableContent
{
    public long Length => item.Length;

    public Stream OpenFromStart() => new CheckedStream(source, item);

    /// <summary>Reads and hashes the whole object, and throws what a put would.</summary>
    internal async Task VerifyAsync(CancellationToken cancellationToken)
    {
        await using var content = OpenFromStart();
        await content.CopyToAsync(Stream.Null, 1 << 17, cancellationToken);
    }
}
