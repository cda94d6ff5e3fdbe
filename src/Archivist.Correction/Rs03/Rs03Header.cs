using System.Buffers.Binary;
using Archivist.Images.Model;

namespace Archivist.Correction.Rs03;

/// <summary>
/// The fields of the header and of each checksum sector of an augmented image (dvdisaster codec specification, appendices "The common Ecc header format"
/// and "RS03 CRC block format"). All numbers are little endian.
/// </summary>
/// <param name="Layout">The layout of the image.</param>
/// <param name="Fingerprint">The MD5 of sector 16.</param>
internal sealed record Rs03Header(Rs03Layout Layout, byte[] Fingerprint)
{
    internal const int Size = Rs03Layout.HeaderSectors * Sector.Size;

    /// <summary>The first version whose RS03 is this one: 0.79.</summary>
    private const int Version = 7900;

    /// <summary>The value of the checksum field while the checksum is computed.</summary>
    private const uint ChecksumPlaceholder = 0x4C5047;

    /// <summary>Set in separate error correction files.</summary>
    private const byte FileFlag = 2;

    /// <summary>Where a checksum sector has what the header has at its start.</summary>
    private const int CrcSectorFields = 1024;

    private const int CrcSectorChecksum = 1120;

    private const int HeaderChecksum = 96;

    private static ReadOnlySpan<byte> Cookie => "*dvdisaster*RS03"u8;

    /// <summary>Writes the header: two sectors.</summary>
    internal void WriteTo(Span<byte> header)
    {
        header.Clear();
        Cookie.CopyTo(header);
        Fingerprint.CopyTo(header[20..]);
        BinaryPrimitives.WriteInt64LittleEndian(header[68..], Layout.DataSectors);
        BinaryPrimitives.WriteInt32LittleEndian(header[76..], Layout.DataLayers + 1);
        BinaryPrimitives.WriteInt32LittleEndian(header[80..], Layout.Roots);
        BinaryPrimitives.WriteInt32LittleEndian(header[84..], Version);
        BinaryPrimitives.WriteInt32LittleEndian(header[88..], Version);
        BinaryPrimitives.WriteInt32LittleEndian(header[92..], Rs03Layout.FingerprintSector);
        BinaryPrimitives.WriteInt32LittleEndian(header[116..], Layout.LastSectorBytes);
        BinaryPrimitives.WriteInt64LittleEndian(header[120..], Layout.SectorsPerLayer);
        Seal(header, HeaderChecksum);
    }

    /// <summary>Completes a checksum sector around the checksums, which are there already: 32 bits for each data layer.</summary>
    internal void WriteCrcSector(Span<byte> sector)
    {
        sector[(Layout.DataLayers * sizeof(uint))..].Clear();
        var fields = sector[CrcSectorFields..];
        Cookie.CopyTo(fields);
        BinaryPrimitives.WriteInt32LittleEndian(fields[20..], Version);
        BinaryPrimitives.WriteInt32LittleEndian(fields[24..], Version);
        BinaryPrimitives.WriteInt32LittleEndian(fields[28..], Rs03Layout.FingerprintSector);
        Fingerprint.CopyTo(fields[32..]);
        BinaryPrimitives.WriteInt64LittleEndian(fields[64..], Layout.DataSectors);
        BinaryPrimitives.WriteInt32LittleEndian(fields[72..], Layout.LastSectorBytes);
        BinaryPrimitives.WriteInt32LittleEndian(fields[76..], Layout.DataLayers + 1);
        BinaryPrimitives.WriteInt32LittleEndian(fields[80..], Layout.Roots);
        BinaryPrimitives.WriteInt64LittleEndian(fields[88..], Layout.SectorsPerLayer);
        Seal(sector, CrcSectorChecksum);
    }

    /// <summary>Reads a header, or null when it is none, is damaged, or says what no encoder would.</summary>
    internal static Rs03Header? ReadHeader(ReadOnlySpan<byte> header) =>
        header.Length < Size || !IsSealed(header[..Size], 0, HeaderChecksum)
            ? null
            : Of(
                Rs03Layout.FromHeader(
                    BinaryPrimitives.ReadUInt64LittleEndian(header[68..]),
                    BinaryPrimitives.ReadInt32LittleEndian(header[116..]),
                    BinaryPrimitives.ReadUInt64LittleEndian(header[120..]),
                    BinaryPrimitives.ReadInt32LittleEndian(header[76..]),
                    BinaryPrimitives.ReadInt32LittleEndian(header[80..])),
                header.Slice(20, 16));

    /// <summary>Reads a checksum sector, or null as for the header.</summary>
    internal static Rs03Header? ReadCrcSector(ReadOnlySpan<byte> sector)
    {
        if (!IsSealed(sector, CrcSectorFields, CrcSectorChecksum))
            return null;
        var fields = sector[CrcSectorFields..];
        return Of(
            Rs03Layout.FromHeader(
                BinaryPrimitives.ReadUInt64LittleEndian(fields[64..]),
                BinaryPrimitives.ReadInt32LittleEndian(fields[72..]),
                BinaryPrimitives.ReadUInt64LittleEndian(fields[88..]),
                BinaryPrimitives.ReadInt32LittleEndian(fields[76..]),
                BinaryPrimitives.ReadInt32LittleEndian(fields[80..])),
            fields.Slice(32, 16));
    }

    /// <summary>Whether it is a whole checksum sector, whatever its layout.</summary>
    internal static bool IsCrcSector(ReadOnlySpan<byte> sector) => IsSealed(sector, CrcSectorFields, CrcSectorChecksum);

    private static Rs03Header? Of(Rs03Layout? layout, ReadOnlySpan<byte> fingerprint) => layout is null ? null : new Rs03Header(layout, fingerprint.ToArray());

    private static void Seal(Span<byte> bytes, int place)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(bytes[place..], ChecksumPlaceholder);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes[place..], SectorChecksum.Of(bytes));
    }

    private static bool IsSealed(ReadOnlySpan<byte> bytes, int fields, int place)
    {
        if (!bytes[fields..].StartsWith(Cookie) || (bytes[fields + Cookie.Length] & FileFlag) != 0)
            return false;
        Span<byte> copy = stackalloc byte[bytes.Length];
        bytes.CopyTo(copy);
        BinaryPrimitives.WriteUInt32LittleEndian(copy[place..], ChecksumPlaceholder);
        return SectorChecksum.Of(copy) == BinaryPrimitives.ReadUInt32LittleEndian(bytes[place..]);
    }
}
