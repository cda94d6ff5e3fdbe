namespace Archivist.Images.Model;

/// <summary>The cyclic redundancy check of UDF.</summary>
internal static class Crc
{
    private static readonly ushort[] ItuTable = BuildItuTable();

    /// <summary>CRC-ITU-T of ECMA-167 1/7.2.6: polynomial x^16 + x^12 + x^5 + 1, start 0.</summary>
    internal static ushort Itu(ReadOnlySpan<byte> bytes)
    {
        ushort crc = 0;
        foreach (var b in bytes)
            crc = (ushort)((crc << 8) ^ ItuTable[(crc >> 8) ^ b]);
        return crc;
    }

    private static ushort[] BuildItuTable()
    {
        var table = new ushort[256];
        for (var i = 0; i < 256; i++)
        {
            var crc = i << 8;
            for (var bit = 0; bit < 8; bit++)
                crc = (crc & 0x8000) != 0 ? (crc << 1) ^ 0x1021 : crc << 1;
            table[i] = (ushort)crc;
        }

        return table;
    }
}
