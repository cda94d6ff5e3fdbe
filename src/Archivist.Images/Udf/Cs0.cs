using System.Buffers.Binary;
using System.Text;

namespace Archivist.Images.Udf;

/// <summary>OSTA Compressed Unicode (UDF 1.02 2.1.1): one byte that says 8 or 16, then characters of that many bits.</summary>
internal static class Cs0
{
    /// <summary>A file identifier has a length of one byte, the compression byte included.</summary>
    private const int MaxIdentifier = 255;

    internal static bool Fits(string name) => EncodedLength(name) <= MaxIdentifier;

    internal static int EncodedLength(string name) => 1 + (IsNarrow(name) ? name.Length : 2 * name.Length);

    internal static int Encode(string name, Span<byte> destination)
    {
        if (IsNarrow(name))
        {
            destination[0] = 8;
            return 1 + Encoding.Latin1.GetBytes(name, destination[1..]);
        }

        destination[0] = 16;
        return 1 + Encoding.BigEndianUnicode.GetBytes(name, destination[1..]);
    }

    /// <summary>A field of fixed size whose last byte is the used length (ECMA-167 1/7.2.12); too long a text is cut.</summary>
    internal static void WriteDString(string text, Span<byte> field)
    {
        field.Clear();
        if (text.Length == 0)
            return;
        var room = field.Length - 1;
        while (EncodedLength(text) > room)
            text = Iso9660.UniqueNames.Cut(text, text.Length - 1);
        field[^1] = (byte)Encode(text, field);
    }

    /// <summary>Reads a file identifier; false for a compression that UDF 1.02 does not have or half a character.</summary>
    internal static bool TryDecode(ReadOnlySpan<byte> identifier, out string name)
    {
        name = "";
        if (identifier.Length < 2)
            return false;
        var characters = identifier[1..];
        switch (identifier[0])
        {
            case 8:
                name = Encoding.Latin1.GetString(characters);
                return true;
            case 16 when characters.Length % 2 == 0:
                name = string.Create(characters.Length / 2, characters, static (result, characters) =>
                {
                    for (var i = 0; i < result.Length; i++)
                        result[i] = (char)BinaryPrimitives.ReadUInt16BigEndian(characters[(2 * i)..]);
                });
                return true;
            default:
                return false;
        }
    }

    private static bool IsNarrow(string name) => !name.AsSpan().ContainsAnyExceptInRange('\0', '\u00FF');
}
