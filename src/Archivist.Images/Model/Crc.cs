namespace Archivist.Images.Model;

/// <summary>The two cyclic redundancy checks of the formats on a disc.</summary>
internal static class Crc
{
    private static readonly ushort[] ItuTable = BuildItuTable();
    private static readonly uint[] IeeeTable = BuildIeeeTable();

    /// <summary>CRC-ITU-T of ECMA-167 1/7.2.6: polynomial x^16 + x^12 + x^5 + 1, start 0.</summary>
    internal static ushort Itu(ReadOnlySpan<byte> bytes)
    {
        ushort crc = 0;
        foreach (var b in bytes)
            crc = (ushort)((crc << 8) ^ ItuTable[(crc >> 8) ^ b]);
        return crc;
    }

    /// <summary>CRC-32 of IEEE 802.3, which the GUID partition table uses (UEFI 5.3.2).</summary>
    internal static uint Ieee(ReadOnlySpan<byte> bytes)
    {
        var crc = uint.MaxValue;
        foreach (var b in bytes)
            crc = (crc >> 8) ^ IeeeTable[(byte)(crc ^ b)];
        return ~crc;
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

    private static uint[] BuildIeeeTable()
    {
        var table = new uint[256];
        for (var i = 0u; i < 256; i++)
        {
            var crc = i;
            for (var bit = 0; bit < 8; bit++)
                crc = (crc & 1) != 0 ? (crc >> 1) ^ 0xEDB88320 : crc >> 1;
            table[i] = crc;
        }

        return table;
    }
}
