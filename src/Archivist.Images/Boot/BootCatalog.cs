using System.Buffers.Binary;

namespace Archivist.Images.Boot;

/// <summary>The boot catalog (El Torito 1.0, 2.1 to 2.4): a BIOS entry, and a section for UEFI. Everything is little-endian.</summary>
internal static class BootCatalog
{
    internal const byte EfiPlatform = 0xEF;

    /// <summary>Sectors of 512 bytes that a BIOS loads; the image's first four load the rest.</summary>
    private const ushort BiosLoadSectors = 4;

    private const byte Bootable = 0x88, NoEmulation = 0, FinalSection = 0x91;

    private const int EntrySize = 32;

    internal static void Write(Span<byte> block, uint biosBlock, uint efiBlock, long efiLength)
    {
        WriteValidation(block[..EntrySize]);
        WriteEntry(block.Slice(EntrySize, EntrySize), biosBlock, BiosLoadSectors);
        block[64] = FinalSection;
        block[65] = EfiPlatform;
        BinaryPrimitives.WriteUInt16LittleEndian(block[66..], 1);
        var sectors = (efiLength + 511) / 512;
        WriteEntry(block.Slice(96, EntrySize), efiBlock, sectors > ushort.MaxValue ? (ushort)0 : (ushort)sectors);
    }

    /// <summary>The validation entry: the sum of its sixteen words is zero.</summary>
    internal static bool IsValid(ReadOnlySpan<byte> catalog)
    {
        ushort sum = 0;
        for (var i = 0; i < EntrySize; i += 2)
            sum += BinaryPrimitives.ReadUInt16LittleEndian(catalog[i..]);
        return sum == 0 && catalog[0] == 1 && catalog[30] == 0x55 && catalog[31] == 0xAA;
    }

    private static void WriteValidation(Span<byte> entry)
    {
        entry[0] = 1;
        entry[30] = 0x55;
        entry[31] = 0xAA;
        ushort sum = 0;
        for (var i = 0; i < EntrySize; i += 2)
            sum += BinaryPrimitives.ReadUInt16LittleEndian(entry[i..]);
        BinaryPrimitives.WriteUInt16LittleEndian(entry[28..], (ushort)-sum);
    }

    private static void WriteEntry(Span<byte> entry, uint block, ushort sectors)
    {
        entry[0] = Bootable;
        entry[1] = NoEmulation;
        BinaryPrimitives.WriteUInt16LittleEndian(entry[6..], sectors);
        BinaryPrimitives.WriteUInt32LittleEndian(entry[8..], block);
    }
}
