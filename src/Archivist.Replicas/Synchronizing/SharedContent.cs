using Archivist.Repository.Stores;

namespace Archivist.Replicas.Synchronizing;

/// <summary>An object of the window as content for a target: each attempt reads it from memory, and goes on from its source once it has left the window.</summary>
/// <param name="shared">The object, which was compared with its name.</param>
internal sealed class SharedContent(SharedObject shared) : IReplayableContent
{
    public long Length => shared.Item.Length;

    public Stream OpenFromStart() => new SharedStream(shared, new SourceContent(shared.Source!, shared.Item));
}
