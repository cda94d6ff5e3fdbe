using System.Buffers;
using System.Globalization;
using System.Text;

namespace Archivist.App.Cli;

/// <summary>
/// Text that a terminal cannot take for commands. Names, tags, hosts and what servers say are written by others: a control character in them is shown
/// as <c>\xNN</c>, a bidirectional override or line separator as <c>\uNNNN</c>. Line feeds and tabs of our own layout stay.
/// </summary>
internal static class Printable
{
    // C0 without tab and line feed, DEL, C1, and what reorders or ends lines in Unicode.
    private static readonly SearchValues<char> Commands = SearchValues.Create(
        "\0\x01\x02\x03\x04\x05\x06\a\b\v\f\r\x0E\x0F\x10\x11\x12\x13\x14\x15\x16\x17\x18\x19\x1A\x1B\x1C\x1D\x1E\x1F\x7F"
        + "\x80\x81\x82\x83\x84\x85\x86\x87\x88\x89\x8A\x8B\x8C\x8D\x8E\x8F\x90\x91\x92\x93\x94\x95\x96\x97\x98\x99\x9A\x9B\x9C\x9D\x9E\x9F"
        + "\u061C\u200E\u200F\u2028\u2029\u202A\u202B\u202C\u202D\u202E\u2066\u2067\u2068\u2069");

    /// <summary>The same text with its control characters spelled out.</summary>
    internal static string Of(string text)
    {
        if (!text.AsSpan().ContainsAny(Commands))
            return text;
        // The ends of lines that the platform writes are ours.
        text = text.Replace("\r\n", "\n", StringComparison.Ordinal);
        var shown = new StringBuilder(text.Length + 16);
        foreach (var character in text)
        {
            if (!Commands.Contains(character))
                shown.Append(character);
            else if (character <= 0xFF)
                shown.Append(CultureInfo.InvariantCulture, $"\\x{(int)character:x2}");
            else
                shown.Append(CultureInfo.InvariantCulture, $"\\u{(int)character:x4}");
        }

        return shown.ToString();
    }
}
