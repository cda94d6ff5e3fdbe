using System.Buffers.Binary;

namespace Archivist.Images.Reading;

/// <summary>A block by the partition reference number and its number in there (ECMA-167 4/7.1).</summary>
internal readonly record struct UdfAddress(ushort Partition, uint Block)
{
    /// <summary>Out of a long allocation descriptor (4/14.14.2), whose length comes first.</summary>
    internal static UdfAddress OfLongDescriptor(ReadOnlySpan<byte> descriptor) => new(
        BinaryPrimitives.ReadUInt16LittleEndian(descriptor[8..]), BinaryPrimitives.ReadUInt32LittleEndian(descriptor[4..]));
}
