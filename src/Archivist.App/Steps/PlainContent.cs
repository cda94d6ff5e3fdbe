using Archivist.Capture;
using Archivist.Media;

namespace Archivist.App.Steps;

/// <summary>A plain file on its way to a disc. There may be a million, so all that is kept is the path on the disc, of which the end is that in the tree.</summary>
/// <param name="tree">Where it lies.</param>
/// <param name="path">Its path on the disc.</param>
/// <param name="skipped">Characters of the path in front of the path in the tree.</param>
/// <param name="length">Bytes when it was listed.</param>
internal sealed class PlainContent(PlainTree tree, string path, int skipped, long length) : IDirectContent
{
    /// <inheritdoc/>
    public long Length => length;

    /// <inheritdoc/>
    public int Read(Span<byte> destination) => tree.Read(DiscName.Encode(path[skipped..]), destination);

    /// <inheritdoc/>
    public Stream OpenFromStart() => new FileStream(tree.Open(DiscName.Encode(path[skipped..])), FileAccess.Read, bufferSize: 0);
}
