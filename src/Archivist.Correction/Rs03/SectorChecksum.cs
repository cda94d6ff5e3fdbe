using System.IO.Hashing;

namespace Archivist.Correction.Rs03;

/// <summary>The CRC of RS03: that of IEEE 802.3 without the inversion at the end.</summary>
internal static class SectorChecksum
{
    internal static uint Of(ReadOnlySpan<byte> bytes) => ~Crc32.HashToUInt32(bytes);
}
