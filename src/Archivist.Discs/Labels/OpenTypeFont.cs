using System.Buffers.Binary;
using System.Text;

namespace Archivist.Discs.Labels;

/// <summary>
/// An OpenType font (ISO/IEC 14496-22): its characters and their widths by the tables head, hhea, maxp, hmtx and cmap (formats 4 and 12).
/// Immutable, so any number of threads may share it. A file that is not such a font is an <see cref="InvalidDataException"/>.
/// </summary>
public sealed class OpenTypeFont
{
    private const int FirstTable = 12, TableEntry = 16;

    private readonly Dictionary<int, ushort> _glyphs = [];
    private readonly ushort[] _advances;
    private readonly Dictionary<string, ReadOnlyMemory<byte>> _tables = [];

    /// <summary>Reads a whole font file, whose bytes must not change afterwards.</summary>
    public OpenTypeFont(ReadOnlyMemory<byte> file)
    {
        try
        {
            ReadTables(file);
            UnitsPerEm = U16(Needed("head"), 18);
            var count = U16(Needed("hhea"), 34);
            var glyphs = U16(Needed("maxp"), 4);
            if (UnitsPerEm == 0 || count == 0)
                throw new InvalidDataException("not a font: it has no widths");
            var widths = Needed("hmtx");
            _advances = new ushort[Math.Max(glyphs, count)];
            for (var glyph = 0; glyph < _advances.Length; glyph++)
                _advances[glyph] = U16(widths, Math.Min(glyph, count - 1) * 4);
            ReadCharacters(Needed("cmap"));
        }
        catch (Exception e) when (e is ArgumentOutOfRangeException or OverflowException)
        {
            throw new InvalidDataException("not a font: a table is cut", e);
        }
    }

    /// <summary>Units that an em is divided into; widths count in them.</summary>
    public int UnitsPerEm { get; }

    /// <summary>Number of glyphs.</summary>
    public int Glyphs => _advances.Length;

    /// <summary>The glyph of a character; 0, the sign for what is missing, when the font does not draw it.</summary>
    public int GlyphOf(Rune character) => _glyphs.GetValueOrDefault(character.Value);

    /// <summary>How wide a glyph is, in units of the font.</summary>
    public int AdvanceOf(int glyph) => _advances[glyph];

    /// <summary>The bytes of a table by its four-letter tag; null when the font has none.</summary>
    public ReadOnlyMemory<byte>? FindTable(string tag) => _tables.TryGetValue(tag, out var table) ? table : null;

    /// <summary>How wide a line of text is, as a multiple of its size.</summary>
    public double WidthOf(string text)
    {
        var units = 0L;
        foreach (var character in text.EnumerateRunes())
            units += _advances[_glyphs.GetValueOrDefault(character.Value)];
        return (double)units / UnitsPerEm;
    }

    private void ReadCharacters(ReadOnlySpan<byte> map)
    {
        for (var record = 0; record < U16(map, 2); record++)
        {
            var platform = U16(map, 4 + record * 8);
            if (platform is not (0 or 3))
                continue;
            var table = map[checked((int)U32(map, 8 + record * 8))..];
            if (U16(table, 0) == 4)
                ReadSegments(table);
            else if (U16(table, 0) == 12)
                ReadGroups(table);
        }
    }

    /// <summary>cmap format 4: the basic multilingual plane in segments.</summary>
    private void ReadSegments(ReadOnlySpan<byte> table)
    {
        var doubled = U16(table, 6);
        for (var at = 0; at < doubled; at += 2)
        {
            var last = U16(table, 14 + at);
            var first = U16(table, 16 + doubled + at);
            var delta = U16(table, 16 + doubled * 2 + at);
            var rangeAt = 16 + doubled * 3 + at;
            var range = U16(table, rangeAt);
            for (int character = first; character <= last && character < 0xFFFF; character++)
            {
                var glyph = range == 0 ? (ushort)(character + delta) : Indirect(table, rangeAt + range + (character - first) * 2, delta);
                Keep(character, glyph);
            }
        }
    }

    /// <summary>cmap format 12: all planes in groups.</summary>
    private void ReadGroups(ReadOnlySpan<byte> table)
    {
        var groups = Math.Min(U32(table, 12), (uint)table.Length / 12);
        for (var index = 0; index < groups; index++)
        {
            var at = 16 + index * 12;
            uint first = U32(table, at), last = Math.Min(U32(table, at + 4), 0x10FFFF), glyph = U32(table, at + 8);
            for (var character = first; character <= last; character++)
                Keep((int)character, glyph + (character - first));
        }
    }

    private void Keep(int character, uint glyph)
    {
        if (glyph != 0 && glyph < _advances.Length)
            _glyphs.TryAdd(character, (ushort)glyph);
    }

    private static ushort Indirect(ReadOnlySpan<byte> table, int at, ushort delta)
    {
        var glyph = U16(table, at);
        return glyph == 0 ? glyph : (ushort)(glyph + delta);
    }

    private void ReadTables(ReadOnlyMemory<byte> file)
    {
        var bytes = file.Span;
        for (var index = 0; index < U16(bytes, 4); index++)
        {
            var entry = bytes.Slice(FirstTable + index * TableEntry, TableEntry);
            uint offset = U32(entry, 8), length = U32(entry, 12);
            ArgumentOutOfRangeException.ThrowIfGreaterThan((ulong)offset + length, (ulong)bytes.Length);
            _tables[Encoding.ASCII.GetString(entry[..4])] = file.Slice((int)offset, (int)length);
        }
    }

    private ReadOnlySpan<byte> Needed(string tag) =>
        _tables.TryGetValue(tag, out var table) ? table.Span : throw new InvalidDataException($"not a font: it has no table {tag}");

    private static ushort U16(ReadOnlySpan<byte> bytes, int at) => BinaryPrimitives.ReadUInt16BigEndian(bytes.Slice(at, 2));

    private static uint U32(ReadOnlySpan<byte> bytes, int at) => BinaryPrimitives.ReadUInt32BigEndian(bytes.Slice(at, 4));
}
