using System.Globalization;

namespace Archivist.App.Configuration.Toml;

/// <summary>Values without quotes or brackets: booleans, numbers; dates and times are in <see cref="TomlTime"/>.</summary>
internal static class TomlScalar
{
    private const string NotAValue = "not a value: expected text in quotes, a number, true, false, a date, an array or a table";

    /// <summary>Reads one token, or says what is wrong with it.</summary>
    internal static TomlValue? Parse(ReadOnlySpan<char> token, TomlPosition position, out string? cause)
    {
        cause = null;
        switch (token)
        {
            case "true": return new TomlValue.Boolean(position, true);
            case "false": return new TomlValue.Boolean(position, false);
            case "inf" or "+inf": return new TomlValue.Float(position, double.PositiveInfinity);
            case "-inf": return new TomlValue.Float(position, double.NegativeInfinity);
            case "nan" or "+nan" or "-nan": return new TomlValue.Float(position, double.NaN);
        }

        if (token.IsEmpty || !(char.IsAsciiDigit(token[0]) || token[0] is '+' or '-'))
        {
            cause = token.IsEmpty ? "expected a value" : NotAValue;
            return null;
        }

        if (LooksLikeDate(token) || LooksLikeTime(token))
            return TomlTime.Parse(token, position, out cause);
        if (token.Length > 1 && token[0] is '0' && token[1] is 'x' or 'o' or 'b')
            return ParseRadix(token, position, out cause);
        return ParseDecimal(token, position, out cause);
    }

    /// <summary>Starts like <c>1979-</c>, which no number does.</summary>
    internal static bool LooksLikeDate(ReadOnlySpan<char> token) =>
        token.Length > 4 && token[4] is '-' && token[..4].ContainsOnlyDigits();

    private static bool LooksLikeTime(ReadOnlySpan<char> token) =>
        token.Length > 2 && token[2] is ':' && token[..2].ContainsOnlyDigits();

    /// <summary>TOML 1.0 "Integer": 0x, 0o and 0b, without a sign.</summary>
    private static TomlValue.Integer? ParseRadix(ReadOnlySpan<char> token, TomlPosition position, out string? cause)
    {
        var bits = token[1] switch { 'x' => 4, 'o' => 3, _ => 1 };
        cause = "expected digits, with underscores only between them";
        if (!AreGrouped(token[2..], char.IsAsciiHexDigit))
            return null;
        long value = 0;
        foreach (var c in token[2..])
        {
            if (c is '_')
                continue;
            var digit = Convert.ToInt32(c.ToString(), 16);
            if (digit >= 1 << bits)
                return null;
            if (value > long.MaxValue >> bits)
            {
                cause = "the number does not fit in 64 bits";
                return null;
            }

            value = (value << bits) | (uint)digit;
        }

        cause = null;
        return new TomlValue.Integer(position, value);
    }

    private static TomlValue? ParseDecimal(ReadOnlySpan<char> token, TomlPosition position, out string? cause)
    {
        cause = NotAValue;
        var unsigned = token[0] is '+' or '-' ? token[1..] : token;
        var exponentAt = unsigned.IndexOfAny('e', 'E');
        var mantissa = exponentAt < 0 ? unsigned : unsigned[..exponentAt];
        var pointAt = mantissa.IndexOf('.');
        var whole = pointAt < 0 ? mantissa : mantissa[..pointAt];

        if (!AreGrouped(whole, char.IsAsciiDigit) || (pointAt >= 0 && !AreGrouped(mantissa[(pointAt + 1)..], char.IsAsciiDigit)))
            return null;
        if (exponentAt >= 0)
        {
            var exponent = unsigned[(exponentAt + 1)..];
            if (!exponent.IsEmpty && exponent[0] is '+' or '-')
                exponent = exponent[1..];
            if (!AreGrouped(exponent, char.IsAsciiDigit))
                return null;
        }

        if (whole.Length > 1 && whole[0] is '0')
        {
            cause = "a number does not start with 0";
            return null;
        }

        var plain = token.ToString().Replace("_", "", StringComparison.Ordinal);
        cause = "the number does not fit in 64 bits";
        if (pointAt < 0 && exponentAt < 0)
        {
            if (!long.TryParse(plain, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var integer))
                return null;
            cause = null;
            return new TomlValue.Integer(position, integer);
        }

        if (!double.TryParse(plain, NumberStyles.Float, CultureInfo.InvariantCulture, out var real) || !double.IsFinite(real))
            return null;
        cause = null;
        return new TomlValue.Float(position, real);
    }

    /// <summary>At least one digit, and underscores only between two digits.</summary>
    private static bool AreGrouped(ReadOnlySpan<char> digits, Func<char, bool> isDigit)
    {
        var previousIsDigit = false;
        foreach (var c in digits)
        {
            var isOne = isDigit(c);
            if (!isOne && !(c is '_' && previousIsDigit))
                return false;
            previousIsDigit = isOne;
        }

        return previousIsDigit;
    }
}
