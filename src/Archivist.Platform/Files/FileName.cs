using System.Globalization;
using System.Text;

namespace Archivist.Platform.Files;

/// <summary>
/// The name of one directory entry as the operating system has it: bytes, usually but not always UTF-8.
/// Never empty, and never with a NUL or <c>/</c> when it came from <see cref="IsSafe"/> ground.
/// </summary>
public readonly struct FileName(byte[] bytes) : IEquatable<FileName>, IComparable<FileName>
{
    private readonly byte[]? _bytes = bytes;

    /// <summary>The bytes themselves.</summary>
    public ReadOnlySpan<byte> Bytes => _bytes;

    /// <summary>A name of text; see <see cref="PathText"/> for bytes that are none.</summary>
    public static FileName Of(string text) => new(PathText.BytesOf(text));

    /// <summary>True for a name that stays inside its directory: not empty, not <c>.</c> or <c>..</c>, no <c>/</c>, no NUL.</summary>
    public bool IsSafe =>
        !Bytes.IsEmpty && !Bytes.SequenceEqual("."u8) && !Bytes.SequenceEqual(".."u8)
        && Bytes.IndexOfAny((byte)'/', (byte)0) < 0;

    /// <summary>The name for display: undecodable and control characters are escaped, so a name cannot forge a line or move the cursor.</summary>
    public override string ToString() => Encoding.UTF8.GetString(Quote());

    /// <inheritdoc/>
    public int CompareTo(FileName other) => Bytes.SequenceCompareTo(other.Bytes);

    /// <inheritdoc/>
    public bool Equals(FileName other) => Bytes.SequenceEqual(other.Bytes);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is FileName other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = new HashCode();
        hash.AddBytes(Bytes);
        return hash.ToHashCode();
    }

    /// <summary>Equal bytes.</summary>
    public static bool operator ==(FileName left, FileName right) => left.Equals(right);

    /// <summary>Different bytes.</summary>
    public static bool operator !=(FileName left, FileName right) => !left.Equals(right);

    /// <summary>The quoting that trees use for names: that of a Go string literal, without its quotation marks.</summary>
    public byte[] Quote()
    {
        var text = Bytes;
        if (text.IndexOfAnyExceptInRange((byte)0x20, (byte)0x7e) < 0 && text.IndexOfAny((byte)'"', (byte)'\\') < 0)
            return _bytes!;
        var quoted = new StringBuilder(text.Length + 16);
        while (!text.IsEmpty)
        {
            if (Rune.DecodeFromUtf8(text, out var rune, out var length) != System.Buffers.OperationStatus.Done)
            {
                quoted.Append(CultureInfo.InvariantCulture, $"\\x{text[0]:x2}");
                length = 1;
            }
            else
                AppendQuoted(quoted, rune);
            text = text[length..];
        }

        return Encoding.UTF8.GetBytes(quoted.ToString());
    }

    /// <summary>Reads <see cref="Quote"/> back; false when an escape is not one.</summary>
    public static bool TryUnquote(ReadOnlySpan<byte> quoted, out FileName name)
    {
        var bytes = new List<byte>(quoted.Length);
        name = default;
        while (!quoted.IsEmpty)
        {
            if (quoted[0] != '\\')
            {
                bytes.Add(quoted[0]);
                quoted = quoted[1..];
                continue;
            }

            var taken = Unescape(quoted, bytes);
            if (taken == 0)
                return false;
            quoted = quoted[taken..];
        }

        name = new FileName([.. bytes]);
        return true;
    }

    private static void AppendQuoted(StringBuilder quoted, Rune rune)
    {
        switch (rune.Value)
        {
            case '"' or '\\': quoted.Append('\\').Append((char)rune.Value); break;
            case '\a': quoted.Append("\\a"); break;
            case '\b': quoted.Append("\\b"); break;
            case '\f': quoted.Append("\\f"); break;
            case '\n': quoted.Append("\\n"); break;
            case '\r': quoted.Append("\\r"); break;
            case '\t': quoted.Append("\\t"); break;
            case '\v': quoted.Append("\\v"); break;
            case < 0x20 or 0x7f: quoted.Append(CultureInfo.InvariantCulture, $"\\x{rune.Value:x2}"); break;
            default:
                if (IsPrintable(rune))
                    quoted.Append(rune.ToString());
                else if (rune.IsBmp)
                    quoted.Append(CultureInfo.InvariantCulture, $"\\u{rune.Value:x4}");
                else
                    quoted.Append(CultureInfo.InvariantCulture, $"\\U{rune.Value:x8}");
                break;
        }
    }

    private static bool IsPrintable(Rune rune) =>
        rune.Value == ' ' || Rune.GetUnicodeCategory(rune) is not (
            UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse
            or UnicodeCategory.OtherNotAssigned or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
            or UnicodeCategory.SpaceSeparator);

    /// <summary>Appends what the escape at the start stands for; returns its length, 0 when it is none.</summary>
    private static int Unescape(ReadOnlySpan<byte> text, List<byte> bytes)
    {
        if (text.Length < 2)
            return 0;
        var simple = text[1] switch
        {
            (byte)'a' => 7,
            (byte)'b' => 8,
            (byte)'f' => 12,
            (byte)'n' => 10,
            (byte)'r' => 13,
            (byte)'t' => 9,
            (byte)'v' => 11,
            (byte)'\\' or (byte)'"' or (byte)'\'' => text[1],
            _ => -1,
        };
        if (simple >= 0)
        {
            bytes.Add((byte)simple);
            return 2;
        }

        var (prefix, digits, radix) = text[1] switch
        {
            (byte)'x' => (2, 2, 16),
            (byte)'u' => (2, 4, 16),
            (byte)'U' => (2, 8, 16),
            >= (byte)'0' and <= (byte)'7' => (1, 3, 8),
            _ => (0, 0, 0),
        };
        if (digits == 0 || text.Length < prefix + digits)
            return 0;
        long value = 0;
        foreach (var digit in text.Slice(prefix, digits))
        {
            var number = char.IsAsciiHexDigit((char)digit) ? Convert.ToInt32(((char)digit).ToString(), 16) : radix;
            if (number >= radix)
                return 0;
            value = value * radix + number;
        }

        if (digits <= 3)
        {
            if (value > 255)
                return 0;
            bytes.Add((byte)value);
        }
        else
        {
            if (!Rune.IsValid(value > int.MaxValue ? -1 : (int)value))
                return 0;
            Span<byte> utf8 = stackalloc byte[4];
            bytes.AddRange(utf8[..new Rune((int)value).EncodeToUtf8(utf8)]);
        }

        return prefix + digits;
    }
}
