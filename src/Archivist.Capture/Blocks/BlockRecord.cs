namespace Archivist.Capture.Blocks;

/// <summary>What is remembered of a block source from one capture to the next, beside the repository: with it a dirty bitmap can be trusted, without it none is.</summary>
public sealed record BlockRecord
{
    /// <summary>The address of the source, as it was given.</summary>
    public required string Address { get; init; }

    /// <summary>The snapshot that holds it, 64 hexadecimal digits; empty until it is stored.</summary>
    public string Snapshot { get; init; } = "";

    /// <summary>Bytes of the source.</summary>
    public required long Length { get; init; }

    /// <summary>Bytes of its chunks.</summary>
    public required int ChunkSize { get; init; }

    /// <summary>When it was last read whole.</summary>
    public required DateTimeOffset ReadWholeAt { get; init; }

    /// <summary>The bitmaps that began at or before the moment of the snapshot.</summary>
    public required IReadOnlyList<RecordedBitmap> Bitmaps { get; init; }

    /// <summary>Moments (FROM) whose bitmaps did not tell all changes, and are not used again.</summary>
    public required IReadOnlyList<string> Refused { get; init; }
}
