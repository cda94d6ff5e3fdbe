using System.Buffers;
using System.Buffers.Text;
using System.Text;
using Archivist.Repository.Crypto;

namespace Archivist.Repository.Files;

/// <summary>
/// Writes JSON byte for byte as restic's language does: no white space, HTML characters and U+2028/9 escaped, everything else
/// in UTF-8. Trees are named by the hash of this text, so the two tools must spell it alike to share them.
/// </summary>
/// <param name="expectedLength">About as much will be written; a good guess spares growing, which takes twice the memory.</param>
internal sealed class GoJson(int expectedLength = 1024)
{
    private readonly ArrayBufferWriter<byte> _buffer = new(Math.Max(expectedLength, 1024));
    private bool _needsComma;

    internal ReadOnlyMemory<byte> Written => _buffer.WrittenMemory;

    internal GoJson Raw(ReadOnlySpan<byte> text)
    {
        _buffer.Write(text);
        return this;
    }

    /// <summary>Fields of an object that are JSON already, separated by commas; nothing when there are none.</summary>
    internal GoJson Fields(ReadOnlySpan<byte> json) => json.IsEmpty ? this : Value(json);

    /// <summary>A value, or fields, that are JSON already.</summary>
    internal GoJson Value(ReadOnlySpan<byte> json)
    {
        Separate();
        return Raw(json);
    }

    internal GoJson BeginObject()
    {
        Separate();
        _buffer.Write("{"u8);
        _needsComma = false;
        return this;
    }

    internal GoJson EndObject()
    {
        _buffer.Write("}"u8);
        _needsComma = true;
        return this;
    }

    internal GoJson BeginArray()
    {
        Separate();
        _buffer.Write("["u8);
        _needsComma = false;
        return this;
    }

    internal GoJson EndArray()
    {
        _buffer.Write("]"u8);
        _needsComma = true;
        return this;
    }

    internal GoJson Name(ReadOnlySpan<byte> name)
    {
        Separate();
        _buffer.Write("\""u8);
        _buffer.Write(name);
        _buffer.Write("\":"u8);
        _needsComma = false;
        return this;
    }

    internal GoJson Null()
    {
        Separate();
        _buffer.Write("null"u8);
        return this;
    }

    internal GoJson Boolean(bool value)
    {
        Separate();
        _buffer.Write(value ? "true"u8 : "false"u8);
        return this;
    }

    internal GoJson Number(ulong value)
    {
        Separate();
        var span = _buffer.GetSpan(20);
        Utf8Formatter.TryFormat(value, span, out var written);
        _buffer.Advance(written);
        return this;
    }

    internal GoJson Base64(ReadOnlySpan<byte> value)
    {
        Separate();
        var span = _buffer.GetSpan(Base64Length(value.Length) + 2);
        span[0] = (byte)'"';
        System.Buffers.Text.Base64.EncodeToUtf8(value, span[1..], out _, out var written);
        span[1 + written] = (byte)'"';
        _buffer.Advance(written + 2);
        return this;
    }

    internal GoJson Id(Digest value)
    {
        Separate();
        var span = _buffer.GetSpan(Digest.Size * 2 + 2);
        Span<byte> bytes = stackalloc byte[Digest.Size];
        value.WriteTo(bytes);
        span[0] = (byte)'"';
        Convert.TryToHexStringLower(bytes, span[1..], out var written);
        span[1 + written] = (byte)'"';
        _buffer.Advance(written + 2);
        return this;
    }

    internal GoJson Text(string value) => Text(Encoding.UTF8.GetBytes(value));

    internal GoJson Text(ReadOnlySpan<byte> utf8)
    {
        Separate();
        _buffer.Write("\""u8);
        while (!utf8.IsEmpty)
        {
            var plain = PlainPrefix(utf8);
            _buffer.Write(utf8[..plain]);
            utf8 = utf8[plain..];
            if (!utf8.IsEmpty)
                utf8 = utf8[Escape(utf8)..];
        }

        _buffer.Write("\""u8);
        return this;
    }

    private static int Base64Length(int length) => (length + 2) / 3 * 4;

    private static int PlainPrefix(ReadOnlySpan<byte> text)
    {
        var i = 0;
        while (i < text.Length && text[i] is >= 0x20 and < 0x80 and not (byte)'"' and not (byte)'\\'
            and not (byte)'<' and not (byte)'>' and not (byte)'&')
            i++;
        return i;
    }

    /// <summary>Writes the first character in its escaped or multi-byte form and returns how many bytes it took.</summary>
    private int Escape(ReadOnlySpan<byte> text)
    {
        var first = text[0];
        if (first < 0x80)
        {
            ReadOnlySpan<byte> escaped = first switch
            {
                (byte)'"' => "\\\""u8,
                (byte)'\\' => "\\\\"u8,
                (byte)'\n' => "\\n"u8,
                (byte)'\r' => "\\r"u8,
                (byte)'\t' => "\\t"u8,
                _ => default,
            };
            if (escaped.IsEmpty)
                WriteUnicodeEscape(first);
            else
                _buffer.Write(escaped);
            return 1;
        }

        if (Rune.DecodeFromUtf8(text, out var rune, out var length) != OperationStatus.Done)
        {
            // One replacement for each undecodable byte.
            _buffer.Write("\\ufffd"u8);
            return 1;
        }

        if (rune.Value is 0x2028 or 0x2029)
            WriteUnicodeEscape(rune.Value);
        else
            _buffer.Write(text[..length]);
        return length;
    }

    private void WriteUnicodeEscape(int value)
    {
        var span = _buffer.GetSpan(6);
        "\\u"u8.CopyTo(span);
        Utf8Formatter.TryFormat((uint)value, span[2..], out _, new StandardFormat('x', 4));
        _buffer.Advance(6);
    }

    private void Separate()
    {
        if (_needsComma)
            _buffer.Write(","u8);
        _needsComma = true;
    }
}
