using System.Buffers;

namespace Archivist.Repository.Writing;

/// <summary>One or more blobs in one piece of memory on their way to a pack; the task tells their ids in order.</summary>
/// <param name="type">Type of all of them.</param>
/// <param name="owner">Disposed when the content is no longer needed; null when somebody else looks after it.</param>
/// <param name="content">All blobs, one after the other.</param>
/// <param name="lengths">Their lengths; null when the content is one blob.</param>
internal sealed class BlobJob(BlobType type, IMemoryOwner<byte>? owner, ReadOnlyMemory<byte> content, IReadOnlyList<int>? lengths)
    : TaskCompletionSource<BlobId[]>(TaskCreationOptions.RunContinuationsAsynchronously)
{
    internal BlobType Type => type;

    /// <summary>Bytes of all blobs.</summary>
    internal int Length => content.Length;

    internal int Count => lengths?.Count ?? 1;

    /// <summary>Adds every blob to a list.</summary>
    internal void AppendTo(List<ReadOnlyMemory<byte>> blobs)
    {
        if (lengths is null)
        {
            blobs.Add(content);
            return;
        }

        var rest = content;
        foreach (var length in lengths)
        {
            blobs.Add(rest[..length]);
            rest = rest[length..];
        }
    }

    internal void ReleaseContent() => owner?.Dispose();
}
