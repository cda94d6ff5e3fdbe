namespace Archivist.Repository.Compression;

/// <summary>
/// The libzstd parameters of one frame: a level, or the fastest match finder with a table of a chosen size.
/// Instances are made once and compared by reference.
/// </summary>
internal sealed class CompressionParameters
{
    /// <summary>Blocks have at most this; a frame that does not announce its size keeps a window of as much.</summary>
    internal const int BlockSize = 1 << BlockLog;

    private const int BlockLog = 17;

    private CompressionParameters(bool announcesSize, params ReadOnlySpan<(ZstdParameter Name, int Value)> settings)
    {
        AnnouncesSize = announcesSize;
        Settings = settings.ToArray();
    }

    /// <summary>
    /// Whether the frame's header says how long the content is. libzstd then cuts its tables down to that length,
    /// and in small tables that are used again for one piece after another, what is left over from those before costs more than a large table.
    /// </summary>
    internal bool AnnouncesSize { get; }

    /// <summary>In the order in which they are set.</summary>
    internal (ZstdParameter Name, int Value)[] Settings { get; }

    /// <summary>libzstd's own choice: −7, the fastest, to 22.</summary>
    internal static CompressionParameters OfLevel(int level) => new(true, (ZstdParameter.CompressionLevel, level));

    /// <summary>A hash table and nothing else, for content of any length.</summary>
    /// <param name="hashLog">The table has 2^<paramref name="hashLog"/> entries of 4 bytes; 12 and 13 fit in the first cache.</param>
    /// <param name="minMatch">4 to 7: shorter matches are not looked for.</param>
    /// <param name="acceleration">0: literals are Huffman-coded. From 1: literals are stored, and two of every <paramref name="acceleration"/> + 1 positions are examined.</param>
    internal static CompressionParameters Fast(int hashLog, int minMatch, int acceleration = 0) =>
        new(true, FastSettings(hashLog, minMatch, acceleration));

    /// <summary>The same for at most <see cref="BlockSize"/> bytes at a time, in a table whose size does not depend on how many.</summary>
    /// <inheritdoc cref="Fast"/>
    internal static CompressionParameters FastForSmall(int hashLog, int minMatch, int acceleration = 0) =>
        new(false, [.. FastSettings(hashLog, minMatch, acceleration), (ZstdParameter.WindowLog, BlockLog)]);

    private static (ZstdParameter Name, int Value)[] FastSettings(int hashLog, int minMatch, int acceleration) =>
    [
        (ZstdParameter.CompressionLevel, 1),
        (ZstdParameter.HashLog, hashLog),
        (ZstdParameter.MinMatch, minMatch),
        (ZstdParameter.TargetLength, acceleration),
    ];
}
