namespace Archivist.Platform.Blocks;

/// <summary>A block source that keeps account, in bitmaps with names, of where something was written since some moment of the past. Thread-safe.</summary>
internal interface IDirtyBitmaps
{
    /// <summary>Names of those that can be read.</summary>
    IReadOnlyCollection<string> Bitmaps { get; }

    /// <summary>Tells where something was written since the bitmap began.</summary>
    /// <param name="bitmap">One of <see cref="Bitmaps"/>.</param>
    /// <param name="isDirty">Told the first byte of each stretch and the first byte behind it, in ascending order.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    /// <exception cref="IOException">The bitmap cannot be read.</exception>
    Task ReadBitmapAsync(string bitmap, Action<long, long> isDirty, CancellationToken cancellationToken);
}
