using System.Globalization;
using System.Text;
using Archivist.Discs.Labels;

namespace Archivist.Reports.Printing;

/// <summary>One face in a PDF: which glyphs are used, and in the end the font with just these inside (ISO 32000-1, 9.7.4 and 9.9).</summary>
internal sealed class PdfFont(OpenTypeFont font, Typeface face, int number)
{
    private readonly SortedDictionary<int, Rune> _used = [];

    /// <summary>The number of its object.</summary>
    internal int Number { get; } = number;

    /// <summary>Its name among the resources of a page.</summary>
    internal string Name { get; } = $"F{(int)face}";

    /// <summary>A line as glyph numbers in hexadecimal.</summary>
    internal string Encode(string text)
    {
        var glyphs = new StringBuilder();
        foreach (var character in text.EnumerateRunes())
        {
            var glyph = font.GlyphOf(character);
            _used[glyph] = character;
            glyphs.Append(CultureInfo.InvariantCulture, $"{glyph:X4}");
        }

        return glyphs.ToString();
    }

    internal void WriteTo(PdfFile file)
    {
        int descendant = file.Reserve(), descriptor = file.Reserve(), program = file.Reserve(), unicode = file.Reserve();
        var name = $"ARCHIV+{face}";
        file.Put(Number, $"<< /Type /Font /Subtype /Type0 /BaseFont /{name} /Encoding /Identity-H /DescendantFonts [{descendant} 0 R] /ToUnicode {unicode} 0 R >>");
        file.Put(
            descendant,
            $"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /{name} /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> "
                + $"/FontDescriptor {descriptor} 0 R /CIDToGIDMap /Identity /DW 0 /W [{string.Join(' ', _used.Keys.Select(glyph => $"{glyph} [{Thousandths(font.AdvanceOf(glyph))}]"))}] >>");
        file.Put(
            descriptor,
            $"<< /Type /FontDescriptor /FontName /{name} /Flags {(face is Typeface.Mono ? 5 : 4)} /FontBBox [-1000 -400 2000 1200] /ItalicAngle 0 "
                + $"/Ascent 928 /Descent -236 /CapHeight 729 /StemV {(face is Typeface.Bold ? 140 : 80)} /FontFile2 {program} 0 R >>");
        var subset = FontSubset.Of(font, _used.Keys);
        file.PutStream(program, subset, string.Create(CultureInfo.InvariantCulture, $"/Length1 {subset.Length}"));
        file.PutStream(unicode, Encoding.ASCII.GetBytes(ToUnicode()));
    }

    private int Thousandths(int units) => (int)Math.Round(units * 1000.0 / font.UnitsPerEm);

    /// <summary>Which characters the glyphs stand for, so that text can be searched and copied (9.10.3).</summary>
    private string ToUnicode()
    {
        var map = new StringBuilder(
            "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def\n"
            + "/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n");
        foreach (var some in _used.Chunk(100))
        {
            map.Append(CultureInfo.InvariantCulture, $"{some.Length} beginbfchar\n");
            foreach (var (glyph, character) in some)
                map.Append(CultureInfo.InvariantCulture, $"<{glyph:X4}> <{Convert.ToHexString(Encoding.BigEndianUnicode.GetBytes(character.ToString()))}>\n");
            map.Append("endbfchar\n");
        }

        return map.Append("endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n").ToString();
    }
}
