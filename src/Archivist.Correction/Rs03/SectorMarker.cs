using System.Globalization;
using System.Text;
using Archivist.Images.Model;

namespace Archivist.Correction.Rs03;

/// <summary>The sectors that dvdisaster recognizes by their text: padding between data and checksums, and the stand-ins for what could not be read.</summary>
public static class SectorMarker
{
    private static ReadOnlySpan<byte> DeadStart =>
        "dvdisaster dead sector marker\nThis sector could not be read from the image.\nIts contents have been substituted by the dvdisaster read routine.\n"u8;

    private static ReadOnlySpan<byte> DeadEnd => "dvdisaster dead sector end marker\n"u8;

    private static ReadOnlySpan<byte> PaddingStart =>
        "dvdisaster padding sector       This is a padding sector needed for augmenting the image with error correction data."u8;

    private static ReadOnlySpan<byte> PaddingEnd => "dvdisaster padding sector end marker"u8;

    /// <summary>True for the marker of a sector that could not be read.</summary>
    public static bool IsDead(ReadOnlySpan<byte> sector) =>
        sector.StartsWith(DeadStart) && sector[..^2].EndsWith(DeadEnd);

    /// <summary>Writes the marker of a sector that could not be read into 2,048 bytes.</summary>
    public static void WriteDead(Span<byte> sector)
    {
        sector.Clear();
        DeadStart.CopyTo(sector);
        DeadEnd.CopyTo(sector[(Sector.Size - 2 - DeadEnd.Length)..]);
    }

    /// <summary>The padding sector of that number; its bytes are part of the codewords.</summary>
    internal static void WritePadding(Span<byte> sector, long number, ReadOnlySpan<byte> fingerprint)
    {
        sector.Clear();
        PaddingStart.CopyTo(sector);
        PaddingEnd.CopyTo(sector[(Sector.Size - 1 - PaddingEnd.Length)..]);
        "Padding sector marker version"u8.CopyTo(sector[0x100..]);
        "1.00"u8.CopyTo(sector[0x120..]);
        "Padding sector number"u8.CopyTo(sector[0x140..]);
        Encoding.ASCII.GetBytes(number.ToString(CultureInfo.InvariantCulture), sector[0x160..]);
        "Medium fingerprint"u8.CopyTo(sector[0x180..]);
        fingerprint.CopyTo(sector[0x1A0..]);
        "Medium fingerprint sector"u8.CopyTo(sector[0x1C0..]);
        Encoding.ASCII.GetBytes(Rs03Layout.FingerprintSector.ToString(CultureInfo.InvariantCulture), sector[0x1E0..]);
    }
}
