using System.Buffers.Binary;
using Archivist.Images.Model;

namespace Archivist.Images.Mapping;

/// <summary>The descriptor tag (ECMA-167 3/7.2 and 4/7.2): what a block is, where it belongs, and a CRC over it.</summary>
internal readonly record struct UdfTag(ushort Identifier, int CrcLength)
{
    internal const int Size = 16;

    internal const ushort
        PrimaryVolume = 1, Anchor = 2, ImplementationUse = 4, Partition = 5, LogicalVolume = 6, UnallocatedSpace = 7,
        Terminating = 8, LogicalVolumeIntegrity = 9, FileSet = 256, FileIdentifier = 257, AllocationExtent = 258, File = 261,
        AttributeHeader = 262, ExtendedFile = 266;

    /// <summary>Of ECMA-167 2nd and 3rd edition.</summary>
    internal const ushort Version2 = 2, Version3 = 3;

    /// <summary>Completes a descriptor of which everything behind the tag is in place.</summary>
    internal static void Seal(Span<byte> descriptor, ushort identifier, uint location, ushort version)
    {
        BinaryPrimitives.WriteUInt16LittleEndian(descriptor, identifier);
        BinaryPrimitives.WriteUInt16LittleEndian(descriptor[2..], version);
        BinaryPrimitives.WriteUInt16LittleEndian(descriptor[8..], Crc.Itu(descriptor[Size..]));
        BinaryPrimitives.WriteUInt16LittleEndian(descriptor[10..], (ushort)(descriptor.Length - Size));
        BinaryPrimitives.WriteUInt32LittleEndian(descriptor[12..], location);
        descriptor[4] = Sum(descriptor);
    }

    /// <summary>
    /// Reads a tag and checks its sum, its version, that it lies where it says, and the CRC; the cause of a failure otherwise.
    /// </summary>
    internal static bool TryRead(ReadOnlySpan<byte> descriptor, uint location, out UdfTag tag, out string cause)
    {
        tag = default;
        if (descriptor.Length < Size)
        {
            cause = "is cut short";
            return false;
        }

        var crcLength = BinaryPrimitives.ReadUInt16LittleEndian(descriptor[10..]);
        tag = new UdfTag(BinaryPrimitives.ReadUInt16LittleEndian(descriptor), crcLength);
        if (descriptor[4] != Sum(descriptor))
            cause = "has a tag whose checksum is wrong";
        else if (BinaryPrimitives.ReadUInt16LittleEndian(descriptor[2..]) is not (Version2 or Version3))
            cause = "has a tag of an unknown version";
        else if (BinaryPrimitives.ReadUInt32LittleEndian(descriptor[12..]) != location)
            cause = "has a tag that belongs to another block";
        else if (crcLength > descriptor.Length - Size)
            cause = "has a CRC over more bytes than it has";
        else if (Crc.Itu(descriptor.Slice(Size, crcLength)) != BinaryPrimitives.ReadUInt16LittleEndian(descriptor[8..]))
            cause = "has a wrong CRC";
        else
            cause = "";
        return cause is "";
    }

    private static byte Sum(ReadOnlySpan<byte> descriptor)
    {
        byte sum = 0;
        for (var i = 0; i < Size; i++)
        {
            if (i != 4)
                sum += descriptor[i];
        }

        return sum;
    }
}
