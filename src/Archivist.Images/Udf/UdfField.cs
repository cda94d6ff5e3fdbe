using System.Buffers.Binary;
using System.Text;
using Archivist.Images.Mapping;

namespace Archivist.Images.Udf;

/// <summary>The fields that ECMA-167 part 1 and UDF 1.02 chapter 2.1 define.</summary>
internal static class UdfField
{
    private const int IdentifierLength = 23;

    /// <summary>1/7.2.1: type 0 and the name of the character set.</summary>
    internal static void CharacterSet(Span<byte> field) => "OSTA Compressed Unicode"u8.CopyTo(field[1..]);

    /// <summary>1/7.3: local time of type 1, here always UTC.</summary>
    internal static void Timestamp(Span<byte> field, DateTimeOffset time)
    {
        var utc = time.ToUniversalTime();
        BinaryPrimitives.WriteUInt16LittleEndian(field, 0x1000);
        BinaryPrimitives.WriteInt16LittleEndian(field[2..], (short)utc.Year);
        field[4] = (byte)utc.Month;
        field[5] = (byte)utc.Day;
        field[6] = (byte)utc.Hour;
        field[7] = (byte)utc.Minute;
        field[8] = (byte)utc.Second;
        var microseconds = utc.Ticks % TimeSpan.TicksPerSecond / TimeSpan.TicksPerMicrosecond;
        field[9] = (byte)(microseconds / 10_000);
        field[10] = (byte)(microseconds / 100 % 100);
        field[11] = (byte)(microseconds % 100);
    }

    /// <summary>1/7.4 with the suffix of UDF 1.02 2.1.4.3 for a domain: the revision, and write protection by nature.</summary>
    internal static void Domain(Span<byte> field, UdfProfile profile)
    {
        Identifier(field, "*OSTA UDF Compliant"u8);
        BinaryPrimitives.WriteUInt16LittleEndian(field[24..], profile.Word);
        field[26] = 0x03;
    }

    /// <summary>The same for an identifier that UDF defines.</summary>
    internal static void UdfIdentifier(Span<byte> field, ReadOnlySpan<byte> identifier, UdfProfile profile)
    {
        Identifier(field, identifier);
        BinaryPrimitives.WriteUInt16LittleEndian(field[24..], profile.Word);
    }

    /// <summary>The same for who wrote the structure.</summary>
    internal static void Implementation(Span<byte> field) => Identifier(field, "*Archivist"u8);

    internal static void Identifier(Span<byte> field, ReadOnlySpan<byte> identifier) =>
        identifier[..Math.Min(identifier.Length, IdentifierLength)].CopyTo(field[1..]);

    /// <summary>3/7.1: length in bytes, first block.</summary>
    internal static void Extent(Span<byte> field, uint length, uint block)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(field, length);
        BinaryPrimitives.WriteUInt32LittleEndian(field[4..], block);
    }

    /// <summary>4/14.14.2, with the unique id that UDF 1.02 2.3.4.3 keeps in the implementation use.</summary>
    internal static void LongAllocation(Span<byte> field, uint length, uint block, ushort partition, uint uniqueId)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(field, length);
        BinaryPrimitives.WriteUInt32LittleEndian(field[4..], block);
        BinaryPrimitives.WriteUInt16LittleEndian(field[8..], partition);
        BinaryPrimitives.WriteUInt32LittleEndian(field[12..], uniqueId);
    }

    internal static string Ascii(ReadOnlySpan<byte> field) => Encoding.ASCII.GetString(field).TrimEnd('\0');
}
