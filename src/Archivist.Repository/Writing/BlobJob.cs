using System.Buffers;
using Archivist.Repository.Ids;

namespace Archivist.Repository.Writing;

/// <summary>One or more blobs in one piece of memory on their way to a pack; the task completes with their ids in order.</summary>
internal sealed class BlobJob : TaskCompletionSource<BlobId[]>
{
    private readonly IMemoryOwner<byte>? _owner;

    /// <param name="type">Type of all of them.</param>
    /// <param name="owner">Disposed when the content is no longer needed; null when the caller keeps ownership.</param>
    /// <param name="content">All blobs, one after the other.</param>
    /// <param name="lengths">Their lengths; null when the content is one blob.</param>
    internal BlobJob(BlobType type, IMemoryOwner<byte>? owner, ReadOnlyMemory<byte> content, IReadOnlyList<int>? lengths)
        : base(TaskCreationOptions.RunContinuationsAsynchronously)
    {
        (Type, _owner, Length) = (type, owner, content.Length);
        if (lengths is null)
        {
            Blobs = [content];
            return;
        }

        var blobs = new ReadOnlyMemory<byte>[lengths.Count];
        for (var i = 0; i < blobs.Length; i++)
        {
            blobs[i] = content[..lengths[i]];
            content = content[lengths[i]..];
        }

        Blobs = blobs;
    }

    internal BlobType Type { get; }

    /// <summary>Bytes of all blobs.</summary>
    internal int Length { get; }

    internal int Count => Blobs.Length;

    internal ReadOnlyMemory<byte>[] Blobs { get; }

    /// <summary>One for each blob, from <see cref="SetIds"/> on.</summary>
    internal IReadOnlyList<BlobId> Ids { get; private set; } = [];

    /// <summary>Completes the task.</summary>
    internal void SetIds(BlobId[] ids)
    {
        Ids = ids;
        TrySetResult(ids);
    }

    internal void ReleaseContent() => _owner?.Dispose();
}
