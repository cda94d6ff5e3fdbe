using Archivist.Repository.Stores;

namespace Archivist.Operations.Discs.Sets;

/// <summary>So many bytes of something that is not there yet: enough for planning an image, and for nothing else.</summary>
internal sealed class PlannedContent(long length) : IReplayableContent
{
    public long Length => length;

    public Stream OpenFromStart() => throw new InvalidOperationException("What is planned has no bytes.");
}
