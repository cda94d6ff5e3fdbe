using Archivist.Repository.Stores;

namespace Archivist.Discs.Building;

/// <summary>A number of bytes that do not exist yet: enough to plan an image, and for nothing else.</summary>
public sealed class PlannedContent(long length) : IReplayableContent
{
    public long Length => length;

    public Stream OpenFromStart() => throw new InvalidOperationException("What is planned has no bytes.");
}
