using System.Buffers.Binary;
using Archivist.Images.Mapping;
using Archivist.Images.Model;

namespace Archivist.Images.Udf;

/// <summary>The contents of a directory: file identifier descriptors (ECMA-167 4/14.4), the parent's first.</summary>
internal static class FileIdentifiers
{
    internal const int FixedLength = 38;

    internal const byte FolderFlag = 0x02, DeletedFlag = 0x04, ParentFlag = 0x08;

    internal static long Measure(TreeNode folder) =>
        Length(0) + folder.Folder!.Children.Sum(child => (long)Length(Cs0.EncodedLength(child.UdfName)));

    /// <summary>Descriptors follow each other without regard to blocks; each says in which block it begins.</summary>
    internal static async Task WriteAsync(BlockOutput output, TreeNode folder, UdfProfile profile)
    {
        var descriptor = new byte[Length(255)];
        var position = await WriteOneAsync(output, descriptor, folder, null, 0, profile);
        foreach (var child in folder.Folder!.Children)
            position += await WriteOneAsync(output, descriptor, folder, child, position, profile);
        await output.PadToBlockAsync(Sector.Count(output.Position));
    }

    internal static int Length(int identifier) => (int)Sector.RoundUp(FixedLength + identifier, 4);

    private static async ValueTask<int> WriteOneAsync(
        BlockOutput output, byte[] descriptor, TreeNode folder, TreeNode? child, long position, UdfProfile profile)
    {
        var location = folder.Folder!.UdfBlock + (uint)(position / Sector.Size);
        var length = Render(descriptor, folder, child, location, profile);
        await output.ReserveAsync(1);
        descriptor.AsSpan(0, length).CopyTo(output.Free.Span);
        output.Advance(length);
        return length;
    }

    private static int Render(Span<byte> d, TreeNode folder, TreeNode? child, uint location, UdfProfile profile)
    {
        d.Clear();
        var target = child ?? folder.Parent ?? folder;
        BinaryPrimitives.WriteUInt16LittleEndian(d[16..], 1);
        d[18] = (byte)((target.IsFolder ? FolderFlag : 0) | (child is null ? ParentFlag : 0));
        // UDF 1.02 2.3.4.3 repeats the id of the entry; from 2.00 each name of a file has an id of its own (3.3.3.4).
        var uniqueId = FileEntry.UniqueId(profile.IsExtended ? target : target.Owner);
        UdfField.LongAllocation(d.Slice(20, 16), Sector.Size, target.Owner.UdfEntryBlock, profile.MetadataReference, uniqueId);
        var identifier = child is null ? 0 : Cs0.Encode(child.UdfName, d[FixedLength..]);
        d[19] = (byte)identifier;
        var length = Length(identifier);
        UdfTag.Seal(d[..length], UdfTag.FileIdentifier, location, profile.TagVersion);
        return length;
    }
}
