using System.Buffers;

namespace Archivist.Repository.Writing;

/// <summary>One blob on its way to a pack.</summary>
internal sealed class BlobJob(BlobType type, IMemoryOwner<byte>? owner, ReadOnlyMemory<byte> content)
    : TaskCompletionSource<BlobId>(TaskCreationOptions.RunContinuationsAsynchronously)
{
    internal BlobType Type => type;

    internal ReadOnlyMemory<byte> Content => content;

    internal void ReleaseContent() => owner?.Dispose();
}
