using System.Globalization;
using Archivist.Platform;
using Archivist.Repository.Crypto;
using Archivist.Repository.Stores;

namespace Archivist.Repository.Checking;

/// <summary>Which packs a check reads: all, one of several parts, or a random share. The words are restic's.</summary>
public sealed record DataSubset
{
    private DataSubset() { }

    /// <summary>Every pack.</summary>
    public static readonly DataSubset All = new();

    private int Part { get; init; }

    private int Parts { get; init; }

    private double? Percent { get; init; }

    private long? Bytes { get; init; }

    /// <summary>
    /// Reads <c>n/t</c> (1 to t, t up to 256: the parts together are all packs, and each run of one reads the same packs),
    /// <c>x%</c> (above 0, up to 100) or a size such as <c>500M</c>, both of packs drawn by lot; false for anything else.
    /// </summary>
    public static bool TryParse(string text, out DataSubset subset)
    {
        subset = All;
        if (text.Split('/') is [var part, var parts])
        {
            if (!int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var n)
                || !int.TryParse(parts, NumberStyles.None, CultureInfo.InvariantCulture, out var t) || n < 1 || n > t || t > 256)
                return false;
            subset = new DataSubset { Part = n, Parts = t };
            return true;
        }

        if (text.EndsWith('%'))
        {
            if (!double.TryParse(text[..^1], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var percent) || percent is not (> 0 and <= 100))
                return false;
            subset = new DataSubset { Percent = percent };
            return true;
        }

        if (!ByteSize.TryParse(text, out var bytes) || bytes == 0)
            return false;
        subset = new DataSubset { Bytes = bytes };
        return true;
    }

    /// <summary>The packs to read; at least one of a random share where there is any.</summary>
    internal IReadOnlyList<StoredObject> Choose(IReadOnlyList<StoredObject> packs, Random random)
    {
        if (Parts > 0)
            return [.. packs.Where(pack => FirstByte(pack.Name.Id) % Parts == Part - 1)];
        if (Percent is null && Bytes is null)
            return packs;
        var drawn = packs.ToArray();
        random.Shuffle(drawn);
        if (Percent is { } percent)
            return drawn[..Math.Min(drawn.Length, Math.Max(1, (int)Math.Round(drawn.Length * percent / 100)))];
        long sum = 0;
        return [.. drawn.TakeWhile(pack => (sum += pack.Length) - pack.Length < Bytes)];
    }

    private static int FirstByte(Digest id)
    {
        Span<byte> bytes = stackalloc byte[Digest.Size];
        id.WriteTo(bytes);
        return bytes[0];
    }
}
