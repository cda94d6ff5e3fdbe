
namespace Archivist.Correction.Par2;

/// <summary>The checksums of an input slice, padded with zeros to its full size.</summary>
/// <param name="Md5">Its MD5, the first byte lowest.</param>
/// <param name="Crc">Its CRC-32 (IEEE 802.3).</param>
public readonly record struct Par2Checksum(UInt128 Md5, uint Crc);
