using System.Globalization;
using Archivist.Capture.Blocks;
using Archivist.Platform.Problems;

namespace Archivist.Operations.Capturing;

/// <summary>Which block sources a snapshot takes, and in chunks of how many bytes; null lets their length decide.</summary>
internal sealed record BlockSelection(IReadOnlyList<string> Sources, int? Size)
{
    internal static readonly BlockSelection None = new([], null);

    /// <summary>Reads <c>8192</c>, <c>8K</c> or <c>1M</c>.</summary>
    internal static int? ParseSize(string? text)
    {
        if (text is null)
            return null;
        var (digits, unit) = text.TrimEnd('i', 'B') switch
        {
            [.. var number, 'K' or 'k'] => (number, 1024),
            [.. var number, 'M' or 'm'] => (number, 1024 * 1024),
            var number => (number, 1),
        };
        return long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var size) && BlockChunks.IsPossible(size * unit)
            ? (int)(size * unit)
            : throw new ArchivistException(Failure.Usage, $"--block-size {text}: it is not a size for chunks")
            {
                Hint = "Choose a power of two from 4K to 8M.",
            };
    }
}
