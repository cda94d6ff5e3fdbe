using System.Globalization;

namespace Archivist.Platform;

/// <summary>A number of bytes as restic writes it: <c>500</c>, <c>64k</c>, <c>200M</c>, <c>3G</c>, <c>1T</c>, in powers of 1024.</summary>
public static class ByteSize
{
    /// <summary>False for anything else, for negative numbers and for what does not fit.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out long bytes)
    {
        bytes = 0;
        if (text.IsEmpty)
            return false;
        var shift = char.ToUpperInvariant(text[^1]) switch { 'B' => 0, 'K' => 10, 'M' => 20, 'G' => 30, 'T' => 40, _ => -1 };
        var digits = shift < 0 ? text : text[..^1];
        if (!long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number > long.MaxValue >> Math.Max(0, shift))
            return false;
        bytes = number << Math.Max(0, shift);
        return true;
    }
}
