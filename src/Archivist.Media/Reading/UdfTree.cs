using System.Buffers.Binary;
using Archivist.Media.Udf;

namespace Archivist.Media.Reading;

/// <summary>Reads the folders of a UDF volume (ECMA-167 part 4).</summary>
internal sealed class UdfTree
{
    private const int MaxLink = 32 << 10;

    private readonly BlockReader _reader;
    private readonly UdfVolume _volume;
    private readonly TreeLimits _limits;
    private readonly Queue<(DiscEntry Folder, uint Block)> _pending = new();

    private UdfTree(BlockReader reader, UdfVolume volume)
    {
        _reader = reader;
        _volume = volume;
        _limits = new TreeLimits(reader.Source.Length);
    }

    internal static async Task<DiscEntry> ReadAsync(BlockReader reader, UdfVolume volume, CancellationToken cancellationToken)
    {
        var tree = new UdfTree(reader, volume);
        return await tree.ReadAsync(cancellationToken);
    }

    private async Task<DiscEntry> ReadAsync(CancellationToken cancellationToken)
    {
        const string thing = "UDF file set";
        var fileSet = await ReadBlockAsync(_volume.FileSetBlock, thing, cancellationToken);
        UdfVolume.Check(fileSet.Span[..512], UdfTag.FileSet, _volume.FileSetBlock, thing, _volume.Offset(_volume.FileSetBlock));
        var rootBlock = BinaryPrimitives.ReadUInt32LittleEndian(fileSet.Span[404..]);

        var root = new DiscEntry(DiscEntryKind.Folder, "", null);
        _pending.Enqueue((root, rootBlock));
        while (_pending.TryDequeue(out var next))
            await ReadFolderAsync(next.Folder, next.Block, cancellationToken);
        return root;
    }

    private async Task ReadFolderAsync(DiscEntry folder, uint block, CancellationToken cancellationToken)
    {
        var thing = "UDF " + TreeLimits.Name(folder);
        _limits.EnterFolder(folder, _volume.Offset(block), 0);
        var entry = await UdfEntry.ReadAsync(_reader, _volume, block, thing, cancellationToken);
        if (entry.Type != FileEntry.FolderType)
            throw new DamagedImageException(thing, _volume.Offset(block), "is not a folder");
        folder.Mode = entry.Mode;
        (folder.UserId, folder.GroupId) = (entry.UserId, entry.GroupId);
        folder.ModifiedAt = entry.ModifiedAt;
        _limits.AddFolderBytes(thing, _volume.Offset(block), entry.Length);
        var found = new List<(DiscEntry Child, uint Block)>();
        ReadIdentifiers(folder, await ReadContentAsync(entry, thing, cancellationToken), entry, found, thing);
        foreach (var (child, childBlock) in found)
        {
            if (child.Kind is DiscEntryKind.Folder)
                _pending.Enqueue((child, childBlock));
            else
                await ReadLeafAsync(folder, child.Name, childBlock, cancellationToken);
        }
    }

    /// <summary>Descriptors lie end to end across all extents (4/14.4); each says in which block it begins.</summary>
    private void ReadIdentifiers(
        DiscEntry folder, byte[] content, UdfEntry entry, List<(DiscEntry Child, uint Block)> found, string thing)
    {
        var places = new ExtentCursor(entry.Extents);
        for (var at = 0; at < content.Length;)
        {
            var offset = places.OffsetOf(at);
            var rest = content.AsSpan(at);
            if (rest.Length < FileIdentifiers.FixedLength)
                throw new DamagedImageException(thing, offset, "holds a name that is cut short");
            var identifier = rest[19];
            var implementationUse = BinaryPrimitives.ReadUInt16LittleEndian(rest[36..]);
            var length = (int)Sector.RoundUp(FileIdentifiers.FixedLength + implementationUse + identifier, 4);
            if (length > rest.Length)
                throw new DamagedImageException(thing, offset, "holds a name that does not fit");
            var location = _volume.BlockAt(offset);
            var tag = UdfVolume.Check(rest[..length], UdfTag.FileIdentifier, location, thing, offset);
            if (UdfTag.Size + tag.CrcLength < FileIdentifiers.FixedLength + implementationUse + identifier)
                throw new DamagedImageException(thing, offset, "holds a name that no CRC covers");
            at += length;
            var characteristics = rest[18];
            if ((characteristics & (FileIdentifiers.ParentFlag | FileIdentifiers.DeletedFlag)) != 0)
                continue;
            if (!Cs0.TryDecode(rest.Slice(FileIdentifiers.FixedLength + implementationUse, identifier), out var name))
                throw new DamagedImageException(thing, offset, "holds a name that cannot be decoded");
            var kind = (characteristics & FileIdentifiers.FolderFlag) != 0 ? DiscEntryKind.Folder : DiscEntryKind.File;
            var child = new DiscEntry(kind, name, folder);
            if (kind is DiscEntryKind.Folder)
                _limits.Add(folder, child, offset);
            found.Add((child, BinaryPrimitives.ReadUInt32LittleEndian(rest[24..])));
        }
    }

    private async Task ReadLeafAsync(DiscEntry folder, string name, uint block, CancellationToken cancellationToken)
    {
        var thing = $"UDF file {(folder.Parent is null ? name : $"{folder.Path}/{name}")}";
        var entry = await UdfEntry.ReadAsync(_reader, _volume, block, thing, cancellationToken);
        if (KindOf(entry.Type) is not { } kind)
            return;
        var isLink = kind is DiscEntryKind.Link;
        if (isLink && entry.Length > MaxLink)
            throw new DamagedImageException(thing, _volume.Offset(block), "is a link that is too long");
        var leaf = new DiscEntry(kind, name, folder)
        {
            Mode = entry.Mode,
            ModifiedAt = entry.ModifiedAt,
            LinkTarget = isLink
                ? UdfEntry.LinkTarget(await ReadContentAsync(entry, thing, cancellationToken), thing, _volume.Offset(block))
                : null,
            Length = kind is DiscEntryKind.File ? entry.Length : 0,
            Extents = kind is DiscEntryKind.File ? entry.Extents : [],
            UserId = entry.UserId,
            GroupId = entry.GroupId,
            Device = entry.Device,
        };
        _limits.Add(folder, leaf, _volume.Offset(block));
    }

    private static DiscEntryKind? KindOf(byte type) => type switch
    {
        FileEntry.RegularType => DiscEntryKind.File,
        FileEntry.LinkType => DiscEntryKind.Link,
        FileEntry.BlockDeviceType => DiscEntryKind.BlockDevice,
        FileEntry.CharacterDeviceType => DiscEntryKind.CharacterDevice,
        FileEntry.FifoType => DiscEntryKind.Fifo,
        FileEntry.SocketType => DiscEntryKind.Socket,
        _ => null,
    };

    /// <summary>All bytes of a folder or link, whose length has been bounded.</summary>
    private async Task<byte[]> ReadContentAsync(UdfEntry entry, string thing, CancellationToken cancellationToken)
    {
        var parts = new List<byte[]>();
        foreach (var extent in entry.Extents)
            parts.Add(await _reader.ReadRangeAsync(extent.Offset, checked((int)extent.Length), thing, cancellationToken));
        return parts.Count == 1 ? parts[0] : [.. parts.SelectMany(part => part)];
    }

    private ValueTask<ReadOnlyMemory<byte>> ReadBlockAsync(uint block, string thing, CancellationToken cancellationToken) =>
        _volume.ReadBlockAsync(_reader, block, thing, cancellationToken);

    /// <summary>Translates positions in a content, asked for in rising order, to positions in the image.</summary>
    private sealed class ExtentCursor(IReadOnlyList<DiscExtent> extents)
    {
        private int _index;
        private long _before;

        internal long OffsetOf(long position)
        {
            while (position - _before >= extents[_index].Length)
                _before += extents[_index++].Length;
            return extents[_index].Offset + position - _before;
        }
    }
}
