using System.Buffers.Binary;
using System.Text;
using Archivist.Discs.Labels;

namespace Archivist.Reports.Printing;

/// <summary>
/// A TrueType font file with the outlines of some glyphs only, under their old numbers, as ISO 32000-1 9.9 asks of an embedded font:
/// tables head, hhea, maxp, hmtx, loca, glyf and the instructions (cvt, fpgm, prep).
/// </summary>
internal static class FontSubset
{
    private const ushort WordArguments = 1, Scale = 8, MoreComponents = 0x20, TwoScales = 0x40, Matrix = 0x80;

    private static readonly string[] Copied = ["cvt ", "fpgm", "hhea", "hmtx", "maxp", "prep"];

    internal static byte[] Of(OpenTypeFont font, IEnumerable<int> glyphs)
    {
        var outlines = Needed(font, "glyf").Span;
        var places = Places(font);
        var kept = WithComponents(outlines, places, glyphs);

        using var body = new MemoryStream();
        var loca = new byte[places.Length * 4];
        for (var glyph = 0; glyph < places.Length - 1; glyph++)
        {
            BinaryPrimitives.WriteUInt32BigEndian(loca.AsSpan(glyph * 4), (uint)body.Length);
            if (!kept.Contains(glyph))
                continue;
            body.Write(outlines[places[glyph]..places[glyph + 1]]);
            while (body.Length % 4 != 0)
                body.WriteByte(0);
        }

        BinaryPrimitives.WriteUInt32BigEndian(loca.AsSpan(loca.Length - 4), (uint)body.Length);
        var head = Needed(font, "head").ToArray();
        BinaryPrimitives.WriteInt16BigEndian(head.AsSpan(50), 1); // loca has 32-bit offsets now
        var tables = new SortedDictionary<string, byte[]>(StringComparer.Ordinal) { ["glyf"] = body.ToArray(), ["head"] = head, ["loca"] = loca };
        foreach (var tag in Copied)
        {
            if (font.FindTable(tag) is { } table)
                tables[tag] = table.ToArray();
        }

        return Assemble(tables);
    }

    private static int[] Places(OpenTypeFont font)
    {
        var loca = Needed(font, "loca").Span;
        var isLong = BinaryPrimitives.ReadInt16BigEndian(Needed(font, "head").Span[50..]) != 0;
        var places = new int[loca.Length / (isLong ? 4 : 2)];
        for (var index = 0; index < places.Length; index++)
        {
            places[index] = isLong
                ? checked((int)BinaryPrimitives.ReadUInt32BigEndian(loca[(index * 4)..]))
                : BinaryPrimitives.ReadUInt16BigEndian(loca[(index * 2)..]) * 2;
        }

        return places;
    }

    /// <summary>Accented letters are often composed of others, which must stay as well.</summary>
    private static HashSet<int> WithComponents(ReadOnlySpan<byte> outlines, int[] places, IEnumerable<int> glyphs)
    {
        var kept = new HashSet<int> { 0 };
        var pending = new Stack<int>(glyphs);
        while (pending.TryPop(out var glyph))
        {
            if (glyph >= places.Length - 1 || !kept.Add(glyph) && glyph != 0)
                continue;
            var outline = outlines[places[glyph]..places[glyph + 1]];
            if (outline.Length < 10 || BinaryPrimitives.ReadInt16BigEndian(outline) >= 0)
                continue;
            ushort flags;
            var at = 10;
            do
            {
                flags = BinaryPrimitives.ReadUInt16BigEndian(outline[at..]);
                pending.Push(BinaryPrimitives.ReadUInt16BigEndian(outline[(at + 2)..]));
                at += 4 + ((flags & WordArguments) != 0 ? 4 : 2)
                    + ((flags & Scale) != 0 ? 2 : (flags & TwoScales) != 0 ? 4 : (flags & Matrix) != 0 ? 8 : 0);
            }
            while ((flags & MoreComponents) != 0);
        }

        return kept;
    }

    private static byte[] Assemble(SortedDictionary<string, byte[]> tables)
    {
        using var file = new MemoryStream();
        Span<byte> entry = stackalloc byte[16];
        var power = (int)Math.Log2(tables.Count);
        BinaryPrimitives.WriteUInt32BigEndian(entry, 0x00010000);
        BinaryPrimitives.WriteUInt16BigEndian(entry[4..], (ushort)tables.Count);
        BinaryPrimitives.WriteUInt16BigEndian(entry[6..], (ushort)(16 << power));
        BinaryPrimitives.WriteUInt16BigEndian(entry[8..], (ushort)power);
        BinaryPrimitives.WriteUInt16BigEndian(entry[10..], (ushort)((tables.Count - (1 << power)) * 16));
        file.Write(entry[..12]);
        var offset = 12 + tables.Count * 16;
        foreach (var (tag, table) in tables)
        {
            Encoding.ASCII.GetBytes(tag, entry);
            BinaryPrimitives.WriteUInt32BigEndian(entry[4..], Sum(table));
            BinaryPrimitives.WriteUInt32BigEndian(entry[8..], (uint)offset);
            BinaryPrimitives.WriteUInt32BigEndian(entry[12..], (uint)table.Length);
            file.Write(entry);
            offset += (table.Length + 3) / 4 * 4;
        }

        foreach (var table in tables.Values)
        {
            file.Write(table);
            while (file.Length % 4 != 0)
                file.WriteByte(0);
        }

        return file.ToArray();
    }

    private static uint Sum(ReadOnlySpan<byte> table)
    {
        var sum = 0u;
        Span<byte> word = stackalloc byte[4];
        for (; !table.IsEmpty; table = table[Math.Min(4, table.Length)..])
        {
            word.Clear();
            table[..Math.Min(4, table.Length)].CopyTo(word);
            sum += BinaryPrimitives.ReadUInt32BigEndian(word);
        }

        return sum;
    }

    private static ReadOnlyMemory<byte> Needed(OpenTypeFont font, string tag) =>
        font.FindTable(tag) ?? throw new InvalidDataException($"not a TrueType font: it has no table {tag}");
}
