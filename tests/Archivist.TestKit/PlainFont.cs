using System.Buffers.Binary;
using System.Text;

namespace Archivist.TestKit;

/// <summary>A TrueType font of our own making: all printable ASCII and Latin-1, each half an em wide, as empty outlines.</summary>
public static class PlainFont
{
    private const int First = 0x20, Last = 0xFF, UnitsPerEm = 1000, Advance = 500;

    /// <summary>The whole file.</summary>
    public static byte[] File()
    {
        const int glyphs = Last - First + 2;
        var head = new byte[54];
        BinaryPrimitives.WriteUInt16BigEndian(head.AsSpan(18), UnitsPerEm);
        var hhea = new byte[36];
        BinaryPrimitives.WriteUInt16BigEndian(hhea.AsSpan(34), 1);
        var maxp = new byte[32];
        BinaryPrimitives.WriteUInt16BigEndian(maxp.AsSpan(4), glyphs);
        var hmtx = new byte[4 + (glyphs - 1) * 2];
        BinaryPrimitives.WriteUInt16BigEndian(hmtx, Advance);
        return Assemble(
            ("cmap", Characters()), ("glyf", []), ("head", head), ("hhea", hhea), ("hmtx", hmtx), ("loca", new byte[(glyphs + 1) * 2]), ("maxp", maxp));
    }

    /// <summary>One segment from First to Last that begins with glyph 1, and the segment that ends the table.</summary>
    private static byte[] Characters()
    {
        ReadOnlySpan<ushort> words =
        [
            0, 1, 3, 1, 0, 12, // version, tables; platform, encoding, offset
            4, 32, 0, 4, 4, 1, 0, Last, 0xFFFF, 0, First, 0xFFFF, unchecked((ushort)(1 - First)), 1, 0, 0,
        ];
        var table = new byte[words.Length * 2];
        for (var index = 0; index < words.Length; index++)
            BinaryPrimitives.WriteUInt16BigEndian(table.AsSpan(index * 2), words[index]);
        return table;
    }

    private static byte[] Assemble(params ReadOnlySpan<(string Tag, byte[] Table)> tables)
    {
        var file = new MemoryStream();
        Span<byte> entry = stackalloc byte[16];
        entry[1] = 1;
        BinaryPrimitives.WriteUInt16BigEndian(entry[4..], (ushort)tables.Length);
        file.Write(entry[..12]);
        var offset = 12 + tables.Length * 16;
        foreach (var (tag, table) in tables)
        {
            entry.Clear();
            Encoding.ASCII.GetBytes(tag, entry);
            BinaryPrimitives.WriteUInt32BigEndian(entry[8..], (uint)offset);
            BinaryPrimitives.WriteUInt32BigEndian(entry[12..], (uint)table.Length);
            file.Write(entry);
            offset += table.Length;
        }

        foreach (var (_, table) in tables)
            file.Write(table);
        return file.ToArray();
    }
}
