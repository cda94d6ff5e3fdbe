using System.Buffers.Binary;
using Archivist.Images.Mapping;
using Archivist.Images.Model;
using Archivist.Images.Udf;

namespace Archivist.Images.Reading;

/// <summary>Reads the directories of a UDF volume (ECMA-167 part 4).</summary>
internal sealed class UdfTree
{
    private const int MaxLink = 32 << 10;

    /// <summary>UDF 2.01 2.3.5.2: a file whose bytes a player wants in time.</summary>
    private const byte RealTimeType = 249;

    private readonly BlockReader _reader;
    private readonly UdfVolume _volume;
    private readonly TreeLimits _limits;
    private readonly Queue<(DiscEntry Folder, UdfAddress Place)> _pending = new();

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
        var place = _volume.FileSet;
        var fileSet = await _volume.ReadBlockAsync(_reader, place, thing, cancellationToken);
        UdfVolume.Check(fileSet.Span[..512], UdfTag.FileSet, place.Block, thing, _volume.Offset(place));
        var root = new DiscEntry(DiscEntryKind.Folder, "", null);
        _pending.Enqueue((root, UdfAddress.OfLongDescriptor(fileSet.Span[400..])));
        while (_pending.TryDequeue(out var next))
            await ReadFolderAsync(next.Folder, next.Place, cancellationToken);
        return root;
    }

    private async Task ReadFolderAsync(DiscEntry folder, UdfAddress place, CancellationToken cancellationToken)
    {
        var thing = new Thing("UDF ", folder);
        _limits.EnterFolder(folder, _volume.Offset(place), 0);
        var entry = await UdfEntry.ReadAsync(_reader, _volume, place, thing, cancellationToken);
        if (entry.Type != FileEntry.FolderType)
            throw new DamagedImageException(thing, _volume.Offset(place), "is not a folder");
        folder.Mode = entry.Mode;
        (folder.UserId, folder.GroupId) = (entry.UserId, entry.GroupId);
        folder.ModifiedAt = entry.ModifiedAt;
        _limits.AddFolderBytes(thing, _volume.Offset(place), entry.Length);
        var found = new List<(DiscEntry Child, UdfAddress Place)>();
        ReadIdentifiers(folder, await entry.ReadContentAsync(_reader, thing, cancellationToken), new Locations(_volume.BlockSize, entry), found, thing);
        foreach (var (child, childPlace) in found)
        {
            if (child.Kind is DiscEntryKind.Folder)
                _pending.Enqueue((child, childPlace));
            else
                await ReadLeafAsync(folder, child.Name, childPlace, cancellationToken);
        }
    }

    /// <summary>Descriptors lie end to end across all extents (4/14.4); each says in which block it begins.</summary>
    private void ReadIdentifiers(
        DiscEntry folder, byte[] content, Locations places, List<(DiscEntry Child, UdfAddress Place)> found, Thing thing)
    {
        for (var at = 0; at < content.Length;)
        {
            var (offset, location) = places.Of(at);
            var rest = content.AsSpan(at);
            if (rest.Length < FileIdentifiers.FixedLength)
                throw new DamagedImageException(thing, offset, "holds a name that is cut short");
            var identifier = rest[19];
            var implementationUse = BinaryPrimitives.ReadUInt16LittleEndian(rest[36..]);
            var length = (int)Sector.RoundUp(FileIdentifiers.FixedLength + implementationUse + identifier, 4);
            if (length > rest.Length)
                throw new DamagedImageException(thing, offset, "holds a name that does not fit");
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
            found.Add((child, UdfAddress.OfLongDescriptor(rest[20..])));
        }
    }

    private async Task ReadLeafAsync(DiscEntry folder, string name, UdfAddress place, CancellationToken cancellationToken)
    {
        var thing = new Thing("UDF ", folder, name);
        var entry = await UdfEntry.ReadAsync(_reader, _volume, place, thing, cancellationToken);
        if (KindOf(entry.Type) is not { } kind)
            return;
        var isLink = kind is DiscEntryKind.Link;
        if (isLink && entry.Length > MaxLink)
            throw new DamagedImageException(thing, _volume.Offset(place), "is a link that is too long");
        _limits.AddExtents(entry.Extents.Count, thing, _volume.Offset(place));
        var leaf = new DiscEntry(kind, name, folder)
        {
            Mode = entry.Mode,
            ModifiedAt = entry.ModifiedAt,
            LinkTarget = isLink
                ? UdfEntry.LinkTarget(await entry.ReadContentAsync(_reader, thing, cancellationToken), thing, _volume.Offset(place))
                : null,
            Length = kind is DiscEntryKind.File ? entry.Length : 0,
            Extents = kind is DiscEntryKind.File ? entry.Extents : [],
            UserId = entry.UserId,
            GroupId = entry.GroupId,
            Device = entry.Device,
            Links = entry.Links,
        };
        _limits.Add(folder, leaf, _volume.Offset(place));
    }

    private static DiscEntryKind? KindOf(byte type) => type switch
    {
        FileEntry.RegularType or RealTimeType => DiscEntryKind.File,
        FileEntry.LinkType => DiscEntryKind.Link,
        FileEntry.BlockDeviceType => DiscEntryKind.BlockDevice,
        FileEntry.CharacterDeviceType => DiscEntryKind.CharacterDevice,
        FileEntry.FifoType => DiscEntryKind.Fifo,
        FileEntry.SocketType => DiscEntryKind.Socket,
        _ => null,
    };

    /// <summary>
    /// Translates positions in a content, asked for in rising order, to positions in the image and to the blocks that tags
    /// name. An identifier that lies in the entry itself names the block of that.
    /// </summary>
    private sealed class Locations(int blockSize, UdfEntry entry)
    {
        private int _index;
        private long _before;

        internal (long Offset, long Location) Of(long position)
        {
            while (position - _before >= entry.Extents[_index].Length)
                _before += entry.Extents[_index++].Length;
            var within = position - _before;
            return (entry.Extents[_index].Offset + within, entry.Blocks[_index] + within / blockSize);
        }
    }
}
