using Archivist.Repository.Stores;

namespace Archivist.Discs.Building;

/// <summary>A content of which only the length exists yet: enough to plan an image, and for nothing else.</summary>
public sealed class PlannedContent(long length) : IReplayableContent
{
    /// <summary>The planned length in bytes.</summary>
    public long Length => length;

    /// <summary>Fails: there is nothing to read.</summary>
    /// <exception cref="InvalidOperationException">Always.</exception>
    public Stream OpenFromStart() => throw new InvalidOperationException("What is planned has no bytes.");
}
