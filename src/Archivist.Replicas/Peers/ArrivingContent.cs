using Archivist.Repository.Stores;

namespace Archivist.Replicas.Peers;

/// <summary>Content that is just arriving, and so can be read once only.</summary>
/// <param name="body">The stream that it arrives on, which stays the caller's.</param>
/// <param name="name">The object whose bytes they should be.</param>
/// <param name="length">Number of bytes that were announced.</param>
internal sealed class ArrivingContent(Stream body, ObjectName name, long length) : IReplayableContent
{
    private bool _isOpened;

    /// <inheritdoc/>
    public long Length => length;

    /// <inheritdoc/>
    public Stream OpenFromStart() => !_isOpened && (_isOpened = true)
        ? new ArrivingStream(body, name, length)
        : throw new InvalidOperationException("What arrives over a connection can be read once only.");
}
