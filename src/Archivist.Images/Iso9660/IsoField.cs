using System.Buffers.Binary;
using System.Globalization;
using System.Text;

namespace Archivist.Images.Iso9660;

/// <summary>The numerical and text fields of ECMA-119 clauses 7 and 8.4.26.</summary>
internal static class IsoField
{
    /// <summary>7.2.3: 16 bits, little-endian and then big-endian.</summary>
    internal static void Both16(Span<byte> field, ushort value)
    {
        BinaryPrimitives.WriteUInt16LittleEndian(field, value);
        BinaryPrimitives.WriteUInt16BigEndian(field[2..], value);
    }

    /// <summary>7.3.3: 32 bits, little-endian and then big-endian.</summary>
    internal static void Both32(Span<byte> field, uint value)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(field, value);
        BinaryPrimitives.WriteUInt32BigEndian(field[4..], value);
    }

    /// <summary>7.4: characters, filled up with spaces.</summary>
    internal static void Text(Span<byte> field, string text)
    {
        field.Fill((byte)' ');
        Encoding.ASCII.GetBytes(text.AsSpan(0, Math.Min(text.Length, field.Length)), field);
    }

    /// <summary>Joliet: UCS-2, big-endian, filled up with spaces.</summary>
    internal static void WideText(Span<byte> field, string text)
    {
        for (var i = 0; i + 1 < field.Length; i += 2)
            BinaryPrimitives.WriteUInt16BigEndian(field[i..], i / 2 < text.Length ? text[i / 2] : ' ');
    }

    /// <summary>9.1.5: seven bytes, in UTC, for years that fit into one byte after 1900.</summary>
    internal static void ShortTime(Span<byte> field, DateTimeOffset time)
    {
        var utc = Clamped(time);
        field[0] = (byte)(utc.Year - 1900);
        field[1] = (byte)utc.Month;
        field[2] = (byte)utc.Day;
        field[3] = (byte)utc.Hour;
        field[4] = (byte)utc.Minute;
        field[5] = (byte)utc.Second;
        field[6] = 0;
    }

    /// <summary>True for the years that <see cref="ShortTime"/> can say.</summary>
    internal static bool FitsShortTime(DateTimeOffset time) => time.UtcDateTime.Year is >= 1900 and <= 2155;

    /// <summary>8.4.26.1: sixteen digits and the offset from UTC; null writes the digits zero, which mean "not specified".</summary>
    internal static void LongTime(Span<byte> field, DateTimeOffset? time)
    {
        var digits = time is { } value
            ? value.UtcDateTime.ToString("yyyyMMddHHmmssff", CultureInfo.InvariantCulture)
            : "0000000000000000";
        Encoding.ASCII.GetBytes(digits, field);
        field[16] = 0;
    }

    private static DateTimeOffset Clamped(DateTimeOffset time)
    {
        var utc = time.ToUniversalTime();
        if (utc.Year < 1900)
            return new DateTimeOffset(1900, 1, 1, 0, 0, 0, TimeSpan.Zero);
        return utc.Year > 2155 ? new DateTimeOffset(2155, 12, 31, 23, 59, 59, TimeSpan.Zero) : utc;
    }
}
