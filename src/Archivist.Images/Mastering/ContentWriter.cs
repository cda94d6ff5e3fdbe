using Archivist.Images.Boot;
using Archivist.Images.Mapping;
using Archivist.Images.Model;
using Archivist.Images.Problems;
using Archivist.Images.Udf;
using Archivist.Platform.Problems;
using Archivist.Repository.Stores;

namespace Archivist.Images.Mastering;

/// <summary>
/// Writes the contents in the order of the disc. Where every file belongs is known, so the small ones that fill a buffer together
/// are read by several threads at once, each into its place; large ones are read one after the other.
/// </summary>
internal sealed class ContentWriter(BlockOutput output, ImageMap map)
{
    /// <summary>A file that fills a good part of a buffer alone gains nothing from company.</summary>
    private const int MaxSmall = 256 << 10;

    private readonly List<TreeNode> _batch = [];
    private int _batchBlocks;

    internal async Task WriteAsync(CancellationToken cancellationToken)
    {
        foreach (var link in FileEntry.OutsideTargets(map))
            await WriteBytesAsync(PathComponents.Of(link.LinkTarget!));
        foreach (var file in map.Tree.Files)
        {
            if (file.File!.Content is IDirectContent { Length: <= MaxSmall } && file != map.BiosImage)
            {
                await AddToBatchAsync(file, cancellationToken);
                continue;
            }

            await WriteBatchAsync(cancellationToken);
            var content = file == map.BiosImage
                ? new BytesContent(await BootImage.ReadPatchedAsync(file.File!.Content, file.DataBlock, cancellationToken))
                : file.File!.Content;
            await CopyAsync(content, file.Path, cancellationToken);
        }

        await WriteBatchAsync(cancellationToken);
    }

    private async Task AddToBatchAsync(TreeNode file, CancellationToken cancellationToken)
    {
        var blocks = (int)Sector.Count(file.Length);
        if ((_batchBlocks + blocks) * (long)Sector.Size > output.Free.Length)
        {
            await WriteBatchAsync(cancellationToken);
            await output.ReserveAsync(blocks);
        }

        _batch.Add(file);
        _batchBlocks += blocks;
    }

    private async Task WriteBatchAsync(CancellationToken cancellationToken)
    {
        if (_batch.Count == 0)
            return;
        var room = output.Free[..(_batchBlocks * Sector.Size)];
        var first = output.Block;
        if (_batch.Count < 8)
        {
            foreach (var file in _batch)
                ReadInto(room, file, first);
        }
        else
        {
            // On a thread of its own, so that the caller's thread stays free.
            var options = new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount, CancellationToken = cancellationToken };
            try
            {
                await Task.Run(() => Parallel.ForEach(_batch, options, file => ReadInto(room, file, first)), cancellationToken);
            }
            catch (AggregateException e)
            {
                throw e.InnerExceptions.OfType<ArchivistException>().FirstOrDefault() ?? (Exception)e;
            }
        }

        output.Advance(room.Length);
        _batch.Clear();
        _batchBlocks = 0;
        if (output.Free.Length < Sector.Size)
            await output.FlushAsync();
    }

    /// <summary>The padding behind the last byte takes a byte too many, if there is one.</summary>
    private static void ReadInto(Memory<byte> room, TreeNode file, long firstBlock)
    {
        var content = (IDirectContent)file.File!.Content;
        var length = (int)content.Length;
        // An empty file has no place; that it is still empty is not worth a call.
        if (length == 0)
            return;
        var place = room.Span.Slice((int)((file.DataBlock - firstBlock) * Sector.Size), (int)Sector.Count(length) * Sector.Size);
        int read;
        try
        {
            read = content.Read(place);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw NamedSource.Unreadable(file.Path, e);
        }

        if (read < length)
            throw Changed(file.Path, length, isLonger: false);
        if (read > length)
            throw Changed(file.Path, length, isLonger: true);
        place[length..].Clear();
    }

    private async Task WriteBytesAsync(byte[] bytes)
    {
        await output.ReserveAsync((int)Sector.Count(bytes.Length));
        bytes.CopyTo(output.Free);
        output.Advance(bytes.Length);
        await output.PadToBlockAsync(Sector.Count(output.Position));
    }

    private async Task CopyAsync(IReplayableContent content, string path, CancellationToken cancellationToken)
    {
        await using var source = new NamedSource(content, path);
        var left = content.Length;
        while (left > 0)
        {
            await output.ReserveAsync(1);
            var room = output.Free;
            var read = await source.ReadAsync(room[..(int)Math.Min(room.Length, left)], cancellationToken);
            if (read == 0)
                throw Changed(path, content.Length, isLonger: false);
            output.Advance(read);
            left -= read;
        }

        if (await source.ReadAsync(new byte[1], cancellationToken) != 0)
            throw Changed(path, content.Length, isLonger: true);
        await output.PadToBlockAsync(Sector.Count(output.Position));
    }

    private static ArchivistException Changed(string path, long announced, bool isLonger) => new(new LayoutFileChanged(path, announced, isLonger));
}
