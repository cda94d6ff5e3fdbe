using System.Text;
using Archivist.Images.Iso9660;
using Archivist.Images.Model;

namespace Archivist.Images.Reading;

/// <summary>Reads the directories of an ISO 9660 volume with the names of Rock Ridge, of Joliet, or its own (ECMA-119 6.8, 9.1).</summary>
internal sealed class IsoTree
{
    private const uint TypeMask = 0xF000;
    private const byte AssociatedFlag = 0x04;

    /// <summary>Of directories and files where the file system has no modes: readable by everyone.</summary>
    private const int DefaultFolderMode = 0x16D, DefaultFileMode = 0x124;

    private readonly BlockReader _reader;
    private readonly IsoVolume _volume;
    private readonly TreeLimits _limits;
    private readonly Queue<(DiscEntry Folder, DiscExtent Extent)> _pending = new();
    private int? _skip;
    private bool _joliet;

    private IsoTree(BlockReader reader, IsoVolume volume)
    {
        _reader = reader;
        _volume = volume;
        _limits = new TreeLimits(reader.Source.Length);
    }

    internal static async Task<DiscEntry> ReadAsync(BlockReader reader, IsoVolume volume, CancellationToken cancellationToken)
    {
        var tree = new IsoTree(reader, volume);
        return await tree.ReadAsync(cancellationToken);
    }

    /// <summary>The tree of Joliet, for an image whose other one is damaged.</summary>
    internal static async Task<DiscEntry> ReadJolietAsync(BlockReader reader, IsoVolume volume, CancellationToken cancellationToken)
    {
        var tree = new IsoTree(reader, volume) { _joliet = true };
        return await tree.ReadAsync(new DiscEntry(DiscEntryKind.Folder, "", null) { Mode = DefaultFolderMode }, volume.JolietRoot!.Value, cancellationToken);
    }

    /// <summary>True when the primary volume has the names that its files had, and not only what they became.</summary>
    internal static async Task<bool> HasRockRidgeAsync(BlockReader reader, IsoVolume volume, CancellationToken cancellationToken)
    {
        var tree = new IsoTree(reader, volume);
        await tree.FindRootAsync(new DiscEntry(DiscEntryKind.Folder, "", null), cancellationToken);
        return tree._skip is not null;
    }

    private async Task<DiscEntry> ReadAsync(CancellationToken cancellationToken)
    {
        var root = new DiscEntry(DiscEntryKind.Folder, "", null) { Mode = DefaultFolderMode };
        return await ReadAsync(root, await FindRootAsync(root, cancellationToken), cancellationToken);
    }

    private async Task<DiscEntry> ReadAsync(DiscEntry root, DiscExtent extent, CancellationToken cancellationToken)
    {
        _pending.Enqueue((root, extent));
        while (_pending.TryDequeue(out var next))
            await ReadFolderAsync(next.Folder, next.Extent, cancellationToken);
        return root;
    }

    /// <summary>The primary tree if it carries Rock Ridge or is alone; otherwise Joliet's.</summary>
    private async Task<DiscExtent> FindRootAsync(DiscEntry root, CancellationToken cancellationToken)
    {
        var block = await _reader.ReadAsync(_volume.Root.Offset / Sector.Size, "root folder", cancellationToken);
        var self = IsoRecord.Read(block.Span, _volume.Root.Offset, "root folder")
            ?? throw new DamagedImageException("root folder", _volume.Root.Offset, "does not describe itself");
        _skip = RockRidge.FindSkip(block.Span[self.SystemUseStart..self.RecordLength]);
        root.ModifiedAt = self.Time;
        if (_skip is { } skip)
        {
            var systemUse = block[self.SystemUseStart..self.RecordLength].ToArray();
            var extension = await RockRidge.ReadAsync(_reader, systemUse.AsMemory(Math.Min(skip, systemUse.Length)), self.Offset, cancellationToken);
            root.Mode = (int)((extension.Mode ?? DefaultFolderMode) & 0xFFF);
            (root.UserId, root.GroupId) = (extension.UserId, extension.GroupId);
            root.ModifiedAt = extension.ModifiedAt ?? self.Time;
        }

        _joliet = _skip is null && _volume.JolietRoot is not null;
        return _joliet ? _volume.JolietRoot!.Value : _volume.Root;
    }

    private async Task ReadFolderAsync(DiscEntry folder, DiscExtent extent, CancellationToken cancellationToken)
    {
        var thing = TreeLimits.Name(folder);
        _limits.EnterFolder(folder, extent.Offset, extent.Length);
        CheckExtent(extent, thing, extent.Offset);
        IsoRecord? unfinished = null;
        var extents = new List<DiscExtent>();
        for (var offset = extent.Offset; offset < extent.Offset + extent.Length; offset += Sector.Size)
        {
            // Other reads move the window while a block is being looked at, so it is copied.
            var block = (await _reader.ReadAsync(offset / Sector.Size, thing, cancellationToken)).ToArray();
            for (var at = 0; at < Sector.Size && block[at] != 0;)
            {
                var record = IsoRecord.Read(block.AsSpan(at), offset + at, thing)!;
                var systemUse = block.AsMemory(at + record.SystemUseStart, record.RecordLength - record.SystemUseStart);
                at += record.RecordLength;
                if (record.IsSelfOrParent || (record.Flags & AssociatedFlag) != 0)
                    continue;
                if (unfinished is not null && !unfinished.Identifier.AsSpan().SequenceEqual(record.Identifier))
                    throw new DamagedImageException(thing, record.Offset, "holds a file whose next part is missing");
                CheckExtent(record.Extent, thing, record.Offset);
                if (record.Extent.Length > 0)
                    extents.Add(record.Extent);
                unfinished = (record.Flags & DirectoryRecord.MoreExtentsFlag) != 0 ? record : null;
                if (unfinished is not null)
                    continue;
                await AddAsync(folder, record, systemUse, extents, cancellationToken);
                extents = [];
            }
        }

        if (unfinished is not null)
            throw new DamagedImageException(thing, extent.Offset, "ends in the middle of a file");
    }

    private async Task AddAsync(
        DiscEntry folder, IsoRecord record, ReadOnlyMemory<byte> systemUse, List<DiscExtent> extents, CancellationToken cancellationToken)
    {
        var extension = _skip is { } skip && !_joliet
            ? await RockRidge.ReadAsync(_reader, systemUse[Math.Min(skip, systemUse.Length)..], record.Offset, cancellationToken)
            : null;
        if (extension is { IsRelocated: true })
            return;
        var name = extension is { HasName: true } ? extension.Name : PlainName(record);
        var isFolder = (record.Flags & DirectoryRecord.FolderFlag) != 0;
        if (extension?.ChildBlock is { } moved)
        {
            isFolder = true;
            extents = [await FindMovedAsync(folder, moved, cancellationToken)];
        }

        if (KindOf(isFolder, extension) is not { } kind)
            return;
        var entry = new DiscEntry(kind, name, folder)
        {
            Mode = (int)((extension?.Mode ?? (uint)(isFolder ? DefaultFolderMode : DefaultFileMode)) & 0xFFF),
            ModifiedAt = extension?.ModifiedAt ?? record.Time,
            LinkTarget = kind is DiscEntryKind.Link ? extension!.LinkTarget : null,
            UserId = extension?.UserId ?? 0,
            GroupId = extension?.GroupId ?? 0,
            Links = extension?.Links ?? 1,
            Device = kind is DiscEntryKind.BlockDevice or DiscEntryKind.CharacterDevice ? extension!.Device : default,
        };
        _limits.Add(folder, entry, record.Offset);
        if (isFolder)
        {
            if (extents.Count != 1)
                throw new DamagedImageException(TreeLimits.Name(entry), record.Offset, "does not lie in one piece");
            _pending.Enqueue((entry, extents[0]));
        }
        else if (kind is DiscEntryKind.File)
        {
            _limits.AddExtents(extents.Count, TreeLimits.Name(folder), record.Offset);
            if (extension is { IsCompressed: true })
                throw new DamagedImageException(TreeLimits.Name(folder), record.Offset, "holds a compressed file, which is not supported");
            entry.Extents = extents;
            entry.Length = extents.Sum(extent => extent.Length);
        }
    }

    /// <summary>Null for an unknown type.</summary>
    private static DiscEntryKind? KindOf(bool isFolder, RockRidge? extension)
    {
        if (isFolder)
            return DiscEntryKind.Folder;
        if (extension?.LinkTarget is not null)
            return DiscEntryKind.Link;
        return (extension?.Mode & TypeMask) switch
        {
            null or 0x8000 => DiscEntryKind.File,
            0x6000 => DiscEntryKind.BlockDevice,
            0x2000 => DiscEntryKind.CharacterDevice,
            0x1000 => DiscEntryKind.Fifo,
            0xC000 => DiscEntryKind.Socket,
            _ => null,
        };
    }

    private async Task<DiscExtent> FindMovedAsync(DiscEntry folder, uint moved, CancellationToken cancellationToken)
    {
        var thing = TreeLimits.Name(folder);
        var block = await _reader.ReadAsync(moved, thing, cancellationToken);
        return IsoRecord.Read(block.Span, moved * (long)Sector.Size, thing)?.Extent
            ?? throw new DamagedImageException(thing, moved * (long)Sector.Size, "was moved to a place where it is not");
    }

    private void CheckExtent(DiscExtent extent, Thing thing, long offset)
    {
        // Others append what their volume descriptor does not count.
        if (extent.Offset + extent.Length > (_volume.IsOurs ? _volume.Blocks * Sector.Size : Math.Max(_volume.Blocks * Sector.Size, _reader.Source.Length)))
            throw new DamagedImageException(thing, offset, "points behind the end of the volume");
    }

    private string PlainName(IsoRecord record)
    {
        var name = _joliet
            ? string.Create(record.Identifier.Length / 2, record.Identifier, static (result, identifier) =>
            {
                for (var i = 0; i < result.Length; i++)
                    result[i] = (char)(identifier[2 * i] << 8 | identifier[2 * i + 1]);
            })
            : Encoding.Latin1.GetString(record.Identifier);
        var version = name.LastIndexOf(';');
        if (version > 0 && version < name.Length - 1 && !name.AsSpan(version + 1).ContainsAnyExceptInRange('0', '9'))
            name = name[..version];
        return _joliet || !name.EndsWith('.') ? name : name[..^1];
    }
}
