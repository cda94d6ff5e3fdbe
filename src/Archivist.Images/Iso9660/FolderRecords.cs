using System.Buffers.Binary;
using System.Text;
using Archivist.Images.Mapping;
using Archivist.Images.Model;

namespace Archivist.Images.Iso9660;

/// <summary>
/// The records of one directory in the order of ECMA-119 9.3, and how they fall into blocks.
/// Lengths do not depend on where things lie, so the same code first measures and later writes. Not thread-safe.
/// </summary>
/// <param name="joliet">In the tree of Joliet, or in that of the primary volume.</param>
/// <param name="rockRidge">With system use areas.</param>
internal sealed class FolderRecords(bool joliet, bool rockRidge)
{
    /// <summary>ECMA-119 6.5.1 leaves the length of an extent to 32 bits; whole blocks keep all but the last extent full.</summary>
    internal const uint MaxExtent = 0xFFFFF800;

    private readonly SystemUse _use = new();
    private readonly byte[] _identifier = new byte[256];

    private readonly record struct Planned(TreeNode Node, RecordRole Role, int IdentifierLength, int Length);

    /// <summary>Bytes of the directory, in whole blocks; also finds places for what does not fit into records.</summary>
    internal uint Measure(TreeNode folder, ref long continuationEnd)
    {
        var position = 0L;
        foreach (var (node, role) in Of(folder))
        {
            var planned = Plan(node, role);
            if (rockRidge)
                SetContinuation(node, role, _use.Place(DirectoryRecord.Room(planned.IdentifierLength), ref continuationEnd));
            for (var extents = Extents(node); extents > 0; extents--)
                position = After(position, planned.Length);
        }

        return checked((uint)Sector.RoundUp(position, Sector.Size));
    }

    internal async Task WriteAsync(TreeNode folder, BlockOutput output, uint firstContinuationBlock)
    {
        var used = Sector.Size;
        var block = Memory<byte>.Empty;
        foreach (var (node, role) in Of(folder))
        {
            var planned = Plan(node, role);
            var start = node.Owner.DataBlock;
            var left = node.IsFolder ? 0 : node.Length;
            do
            {
                if (used + planned.Length > Sector.Size)
                {
                    await output.ReserveAsync(1);
                    block = output.Free[..Sector.Size];
                    output.NextBlock();
                    used = 0;
                }

                var extent = (uint)Math.Min(left, MaxExtent);
                left -= extent;
                Write(block.Span.Slice(used, planned.Length), planned, folder, start, extent, left > 0, firstContinuationBlock);
                start += extent / Sector.Size;
                used += planned.Length;
            }
            while (left > 0);
        }
    }

    /// <summary>Writes what did not fit into the records of a directory; the areas of all directories follow each other.</summary>
    internal async Task WriteContinuationsAsync(TreeNode folder, BlockOutput output, ContinuationBlocks blocks)
    {
        foreach (var (node, role) in Of(folder))
        {
            var continuation = ContinuationOf(node, role);
            if (!continuation.Exists)
                continue;
            var planned = Plan(node, role);
            foreach (var (position, bytes) in _use.Areas(DirectoryRecord.Room(planned.IdentifierLength), continuation, blocks.First))
                await blocks.WriteAsync(output, position, bytes);
        }
    }

    internal int IdentifierLength(TreeNode folder) => folder.Parent is null ? 1 : Identify(folder, RoleIn(folder), _identifier);

    /// <summary>The identifier of a directory in a path table.</summary>
    internal int Identify(TreeNode folder, Span<byte> destination)
    {
        if (folder.Parent is not null)
            return Identify(folder, RoleIn(folder), destination);
        destination[0] = 0;
        return 1;
    }

    private RecordRole RoleIn(TreeNode folder) =>
        !joliet && folder.Folder!.MovedName is not null ? RecordRole.Relocated : RecordRole.Child;

    private IEnumerable<(TreeNode Node, RecordRole Role)> Of(TreeNode folder)
    {
        yield return (folder, RecordRole.Self);
        yield return (folder, RecordRole.Parent);
        var isMoved = folder.Folder!.HoldsRelocated;
        foreach (var child in joliet ? folder.Folder!.JolietChildren : folder.Folder!.IsoChildren)
        {
            var moved = !joliet && child.Folder?.MovedName is not null;
            yield return (child, !moved ? RecordRole.Child : isMoved ? RecordRole.Relocated : RecordRole.Placeholder);
        }
    }

    private Planned Plan(TreeNode node, RecordRole role)
    {
        var identifier = role is RecordRole.Self or RecordRole.Parent ? 1 : Identify(node, role, _identifier);
        if (!rockRidge)
            return new Planned(node, role, identifier, DirectoryRecord.TotalLength(identifier, 0));
        _use.Compose(node, role);
        return new Planned(
            node, role, identifier, DirectoryRecord.TotalLength(identifier, _use.InRecord(DirectoryRecord.Room(identifier))));
    }

    private void Write(
        Span<byte> bytes, Planned planned, TreeNode folder, uint dataBlock, uint length, bool more, uint firstContinuationBlock)
    {
        var (node, role) = (planned.Node, planned.Role);
        var described = role is RecordRole.Parent ? AboveInTree(folder) : node;
        var isFolder = described.IsFolder && role is not RecordRole.Placeholder;
        if (isFolder)
        {
            var place = joliet ? described.Folder!.Joliet : described.Folder!.Iso;
            (dataBlock, length) = (place.Block, place.Length);
        }

        if (role is RecordRole.Self or RecordRole.Parent)
            _identifier[0] = (byte)(role is RecordRole.Self ? 0 : 1);
        new DirectoryRecord
        {
            Block = length == 0 ? 0 : dataBlock,
            Length = length,
            Flags = isFolder ? DirectoryRecord.FolderFlag : more ? DirectoryRecord.MoreExtentsFlag : (byte)0,
            Time = described.Item.ModifiedAt,
        }.WriteTo(bytes, _identifier.AsSpan(0, planned.IdentifierLength));
        if (rockRidge)
        {
            _use.WriteRecordPart(
                bytes[DirectoryRecord.HeadLength(planned.IdentifierLength)..],
                DirectoryRecord.Room(planned.IdentifierLength),
                ContinuationOf(node, role),
                firstContinuationBlock);
        }
    }

    private TreeNode AboveInTree(TreeNode folder) => (joliet ? folder.Parent : folder.Folder!.IsoParent) ?? folder;

    private int Identify(TreeNode node, RecordRole role, Span<byte> destination)
    {
        if (joliet)
        {
            for (var i = 0; i < node.JolietName.Length; i++)
                BinaryPrimitives.WriteUInt16BigEndian(destination[(2 * i)..], node.JolietName[i]);
            return 2 * node.JolietName.Length;
        }

        var length = Encoding.ASCII.GetBytes(role is RecordRole.Relocated ? node.Folder!.MovedName! : node.IsoName, destination);
        if (node.IsFolder)
            return length;
        ";1"u8.CopyTo(destination[length..]);
        return length + 2;
    }

    private static void SetContinuation(TreeNode node, RecordRole role, Continuation continuation)
    {
        if (role is RecordRole.Self)
            node.Folder!.SelfContinuation = continuation;
        else if (role is RecordRole.Relocated)
            node.Folder!.MovedContinuation = continuation;
        else if (role is not RecordRole.Parent)
            node.Continuation = continuation;
    }

    private static Continuation ContinuationOf(TreeNode node, RecordRole role) => role switch
    {
        RecordRole.Self => node.Folder!.SelfContinuation,
        RecordRole.Parent => default,
        RecordRole.Relocated => node.Folder!.MovedContinuation,
        _ => node.Continuation,
    };

    /// <summary>One record per extent; all but the last say that more follow (ECMA-119 9.1.6).</summary>
    private static long Extents(TreeNode node) => node.IsFolder ? 1 : Math.Max(1, (node.Length + MaxExtent - 1) / MaxExtent);

    private static long After(long position, int length)
    {
        var left = Sector.Size - position % Sector.Size;
        return (length <= left ? position : position + left) + length;
    }
}
