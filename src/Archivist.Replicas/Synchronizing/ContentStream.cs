using Archivist.Platform.Files;

namespace Archivist.Replicas.Synchronizing;

/// <summary>Base of the streams over an object's bytes: read asynchronously, from front to back, and nothing else. Not thread-safe.</summary>
/// <param name="length">The length of the object in bytes.</param>
internal abstract class ContentStream(long length) : ForwardStream
{
    public override long Length => length;

    public override long Position
    {
        get => Done;
        set => throw new NotSupportedException();
    }

    /// <summary>The number of bytes that were returned.</summary>
    private protected long Done { get; set; }
}
