using Archivist.Images.Reading;
using Archivist.Repository.Stores;

namespace Archivist.Discs.Stores;

/// <summary>The content of a file on a disc. The image stays open with its owner.</summary>
internal sealed class DiscFileContent(DiscImage image, DiscEntry file) : IReplayableContent
{
    public long Length => file.Length;

    public Stream OpenFromStart() => image.OpenFile(file);
}
