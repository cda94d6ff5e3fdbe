using System.Text;
using Archivist.Media.Mastering;

namespace Archivist.Media.Iso9660;

/// <summary>
/// The records of one folder in the order of ECMA-119 9.3, and how they fall into blocks.
/// Lengths do not depend on where things lie, so the same code first measures and later writes.
/// </summary>
internal sealed class FolderRecords(bool joliet)
{
    /// <summary>ECMA-119 6.5.1 leaves the length of an extent to 32 bits; whole blocks keep all but the last extent full.</summary>
    internal const uint MaxExtent = 0xFFFFF800;

    internal readonly record struct Planned(DirectoryRecord Record, SystemUse? Use, ContinuationPlace? Continuation)
    {
        internal int Room => DirectoryRecord.Room(Record.Identifier.Length);

        internal int Length => DirectoryRecord.TotalLength(Record.Identifier.Length, Use?.Measure(Room).InRecord ?? 0);
    }

    /// <summary>Bytes of the folder, in whole blocks.</summary>
    internal uint Measure(TreeNode folder)
    {
        var position = 0L;
        foreach (var record in Of(folder))
            position = After(position, record.Length);
        return checked((uint)Sector.RoundUp(position, Sector.Size));
    }

    internal async Task WriteAsync(TreeNode folder, BlockOutput output, uint firstContinuationBlock)
    {
        var used = Sector.Size;
        var block = Memory<byte>.Empty;
        foreach (var planned in Of(folder))
        {
            var length = planned.Length;
            if (used + length > Sector.Size)
            {
                await output.ReserveAsync(1);
                block = output.Free[..Sector.Size];
                output.NextBlock();
                used = 0;
            }

            var record = block.Span.Slice(used, length);
            planned.Record.WriteTo(record);
            planned.Use?.WriteRecordPart(
                record[DirectoryRecord.HeadLength(planned.Record.Identifier.Length)..],
                planned.Room,
                planned.Continuation,
                firstContinuationBlock);
            used += length;
        }
    }

    /// <summary>The records, with the blocks known so far.</summary>
    internal IEnumerable<Planned> Of(TreeNode folder)
    {
        yield return FolderRecord(
            folder, DirectoryRecord.SelfIdentifier, joliet ? null : SystemUse.ForSelf(folder), folder.SelfContinuation);
        yield return FolderRecord(
            folder.Parent ?? folder, DirectoryRecord.ParentIdentifier, joliet ? null : SystemUse.ForParent(folder), null);
        foreach (var child in Sorted(folder.Children!))
        {
            var use = joliet ? null : SystemUse.ForChild(child);
            if (child.IsFolder)
            {
                yield return FolderRecord(child, Identifier(child), use, child.Continuation);
                continue;
            }

            foreach (var record in FileRecords(child))
                yield return new Planned(record, use, child.Continuation);
        }
    }

    internal IEnumerable<TreeNode> Sorted(IEnumerable<TreeNode> children) => joliet
        ? children.Where(child => child.LinkTarget is null).OrderBy(child => child.JolietName, StringComparer.Ordinal)
        : children.OrderBy(child => child.IsoName, StringComparer.Ordinal);

    internal byte[] Identifier(TreeNode node) => joliet
        ? DirectoryRecord.WideIdentifier(node.JolietName)
        : Encoding.ASCII.GetBytes(node.IsFolder ? node.IsoName : node.IsoName + ";1");

    private Planned FolderRecord(TreeNode folder, byte[] identifier, SystemUse? use, ContinuationPlace? continuation)
    {
        var place = joliet ? folder.Joliet : folder.Iso;
        var record = new DirectoryRecord
        {
            Identifier = identifier,
            Block = place.Block,
            Length = place.Length,
            Flags = DirectoryRecord.FolderFlag,
            Time = folder.ModifiedAt,
        };
        return new Planned(record, use, joliet ? null : continuation);
    }

    /// <summary>One record per extent; all but the last say that more follow (ECMA-119 9.1.6).</summary>
    private IEnumerable<DirectoryRecord> FileRecords(TreeNode file)
    {
        var identifier = Identifier(file);
        var block = file.DataBlock;
        var left = file.Length;
        do
        {
            var length = (uint)Math.Min(left, MaxExtent);
            left -= length;
            yield return new DirectoryRecord
            {
                Identifier = identifier,
                Block = block,
                Length = length,
                Flags = left > 0 ? DirectoryRecord.MoreExtentsFlag : (byte)0,
                Time = file.ModifiedAt,
            };
            block += length / Sector.Size;
        }
        while (left > 0);
    }

    private static long After(long position, int length)
    {
        var left = Sector.Size - position % Sector.Size;
        return (length <= left ? position : position + left) + length;
    }
}
