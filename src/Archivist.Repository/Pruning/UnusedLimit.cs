using System.Globalization;
using Archivist.Platform;

namespace Archivist.Repository.Pruning;

/// <summary>How much of a repository may be unused after pruning: bytes, a share of the whole, or any amount.</summary>
public readonly record struct UnusedLimit
{
    private readonly long? _bytes;
    private readonly double? _percent;

    private UnusedLimit(long? bytes, double? percent) => (_bytes, _percent) = (bytes, percent);

    /// <summary>restic's default: 5 %.</summary>
    public static readonly UnusedLimit Default = new(null, 5);

    /// <summary>Reads <c>200M</c>, <c>5%</c> (0 or more, below 100) or <c>unlimited</c>; false for anything else.</summary>
    public static bool TryParse(string text, out UnusedLimit limit)
    {
        limit = default;
        if (text is "unlimited")
        {
            limit = new UnusedLimit(long.MaxValue, null);
            return true;
        }

        if (text.EndsWith('%'))
        {
            if (!double.TryParse(text[..^1], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var percent) || percent is not (>= 0 and < 100))
                return false;
            limit = new UnusedLimit(null, percent);
            return true;
        }

        var isSize = ByteSize.TryParse(text, out var bytes);
        limit = new UnusedLimit(bytes, null);
        return isSize;
    }

    /// <summary>The number of bytes that may be unused, given the number of used bytes.</summary>
    internal long BytesBeside(long used) =>
        _bytes ?? (long)Math.Min(long.MaxValue / 2, used * ((_percent ?? 5) / (100 - (_percent ?? 5))));
}
