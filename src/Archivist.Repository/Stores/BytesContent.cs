using System.Runtime.InteropServices;

namespace Archivist.Repository.Stores;

/// <summary>Content that lies in memory. The memory must not change while it is used.</summary>
public sealed class BytesContent(ReadOnlyMemory<byte> bytes) : IReplayableContent
{
    /// <inheritdoc/>
    public long Length => bytes.Length;

    /// <summary>The bytes themselves, for stores that can write them without a stream.</summary>
    public ReadOnlyMemory<byte> Bytes => bytes;

    /// <inheritdoc/>
    public Stream OpenFromStart() =>
        MemoryMarshal.TryGetArray(bytes, out var segment)
            ? new MemoryStream(segment.Array!, segment.Offset, segment.Count, writable: false)
            : new MemoryStream(bytes.ToArray(), writable: false);
}
