using Archivist.Images.Model;
using Archivist.Platform.FileSystem;
using Archivist.Platform.Files;

namespace Archivist.Discs.Plain;

/// <summary>
/// A plain file on its way to a disc. There may be a million, so all that is kept is the path on the disc, of which the end is that in the tree, and when it was changed last.
/// </summary>
/// <param name="tree">Where it lies.</param>
/// <param name="path">Its path on the disc.</param>
/// <param name="skipped">Characters of the path in front of the path in the tree.</param>
/// <param name="entry">What was listed.</param>
internal sealed class PlainContent(PlainSource tree, string path, int skipped, in PlainEntry entry) : IDirectContent
{
    private readonly GoTime _modifiedAt = entry.ModifiedAt;

    /// <inheritdoc/>
    public long Length { get; } = entry.Size;

    /// <inheritdoc/>
    public int Read(Span<byte> destination)
    {
        var read = tree.Tree.Read(NameInTree(), destination, out var modifiedAt);
        Compare(modifiedAt);
        return read;
    }

    /// <inheritdoc/>
    public Stream OpenFromStart() => new WatchedStream(this, new FileStream(tree.Tree.Open(NameInTree()), FileAccess.Read, bufferSize: 0));

    private byte[] NameInTree() => [.. tree.Prefix, .. DiscName.Encode(path[skipped..])];

    private void Compare(GoTime modifiedAt)
    {
        if (modifiedAt != _modifiedAt)
            tree.Changed.Enqueue(path);
    }

    /// <summary>Looks at its end whether the file was changed while it was read.</summary>
    private sealed class WatchedStream(PlainContent content, FileStream file) : ForwardStream
    {
        public override long Length => file.Length;

        public override long Position { get => file.Position; set => throw new NotSupportedException(); }

        public override int Read(Span<byte> buffer) => file.Read(buffer);

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => file.ReadAsync(buffer, cancellationToken);

        protected override void Dispose(bool disposing)
        {
            if (disposing)
            {
                content.Compare(PlainTree.ModifiedAt(file.SafeFileHandle));
                file.Dispose();
            }

            base.Dispose(disposing);
        }
    }
}
