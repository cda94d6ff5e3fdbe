using System.Buffers.Binary;
using Archivist.Images.Mapping;
using Archivist.Images.Model;

namespace Archivist.Images.Iso9660;

/// <summary>The volume descriptors (ECMA-119 clause 8, Joliet, El Torito 2.0).</summary>
internal static class VolumeDescriptor
{
    internal const int FirstBlock = 16;

    internal const byte BootRecordType = 0, PrimaryType = 1, SupplementaryType = 2, TerminatorType = 255;

    /// <summary>8.4.32: 512 bytes for the use of the program that wrote the volume.</summary>
    internal const int ApplicationUse = 883;

    /// <summary>Says that checksum tags are not missing but were never written.</summary>
    internal static ReadOnlySpan<byte> NoTagsMark => "archivist checksum-tags=none"u8;

    /// <summary>The escape sequence that says UCS-2 level 3.</summary>
    internal static ReadOnlySpan<byte> JolietEscape => "%/E"u8;

    internal static ReadOnlySpan<byte> StandardIdentifier => "CD001"u8;

    internal static ReadOnlySpan<byte> ElToritoIdentifier => "EL TORITO SPECIFICATION"u8;

    /// <summary>8.4 and 8.5: primary, or supplementary with Joliet's escape sequence and wide text.</summary>
    internal static void Write(Span<byte> block, ImageMap map, bool joliet)
    {
        var layout = map.Layout;
        var paths = joliet ? map.JolietPaths : map.IsoPaths;
        Start(block, joliet ? SupplementaryType : PrimaryType);
        Text(block.Slice(8, 32), "", joliet);
        Text(block.Slice(40, 32), layout.VolumeIdentifier, joliet);
        IsoField.Both32(block[80..], (uint)map.TotalBlocks);
        if (joliet)
            JolietEscape.CopyTo(block[88..]);
        IsoField.Both16(block[120..], 1);
        IsoField.Both16(block[124..], 1);
        IsoField.Both16(block[128..], Sector.Size);
        IsoField.Both32(block[132..], paths.Length);
        BinaryPrimitives.WriteUInt32LittleEndian(block[140..], paths.LittleEndianBlock);
        BinaryPrimitives.WriteUInt32BigEndian(block[148..], paths.BigEndianBlock);
        RootRecord(map.Tree.Root, joliet).WriteTo(block.Slice(156, 34), [0]);
        Text(block.Slice(190, 128), map.Fingerprint[..16].ToUpperInvariant(), joliet);
        Text(block.Slice(318, 128), layout.Publisher, joliet);
        Text(block.Slice(446, 128), layout.DataPreparer, joliet);
        Text(block.Slice(574, 128), layout.ApplicationIdentifier, joliet);
        Text(block.Slice(702, 37), "", joliet);
        Text(block.Slice(739, 37), "", joliet);
        Text(block.Slice(776, 37), "", joliet);
        IsoField.LongTime(block[813..], layout.CreatedAt);
        IsoField.LongTime(block[830..], layout.CreatedAt);
        IsoField.LongTime(block[847..], null);
        IsoField.LongTime(block[864..], null);
        block[881] = 1;
        if (!layout.Format.ChecksumTags)
            NoTagsMark.CopyTo(block[ApplicationUse..]);
    }

    /// <summary>8.2 as El Torito uses it: where the boot catalog lies.</summary>
    internal static void WriteBootRecord(Span<byte> block, uint catalogBlock)
    {
        Start(block, BootRecordType);
        ElToritoIdentifier.CopyTo(block[7..]);
        BinaryPrimitives.WriteUInt32LittleEndian(block[71..], catalogBlock);
    }

    /// <summary>8.3.</summary>
    internal static void WriteTerminator(Span<byte> block) => Start(block, TerminatorType);

    private static void Start(Span<byte> block, byte type)
    {
        block[0] = type;
        StandardIdentifier.CopyTo(block[1..]);
        block[6] = 1;
    }

    private static DirectoryRecord RootRecord(TreeNode root, bool joliet) => new()
    {
        Block = joliet ? root.Folder!.Joliet.Block : root.Folder!.Iso.Block,
        Length = joliet ? root.Folder!.Joliet.Length : root.Folder!.Iso.Length,
        Flags = DirectoryRecord.FolderFlag,
        Time = root.Item.ModifiedAt,
    };

    private static void Text(Span<byte> field, string text, bool wide)
    {
        if (wide)
            IsoField.WideText(field, text);
        else
            IsoField.Text(field, text);
    }
}
