namespace Archivist.Capture.Problems;

/// <summary>Why a block source was read whole.</summary>
public enum WholeRead
{
    /// <summary>It offers no dirty bitmap for Archivist.</summary>
    NoBitmap,

    /// <summary>Nothing is remembered of an earlier capture.</summary>
    FirstCapture,

    /// <summary>The operator asked for it.</summary>
    Asked,

    /// <summary>It is time to check the bitmap against the content.</summary>
    CheckDue,

    /// <summary>The bitmaps that the last snapshot was taken under are no longer offered, nor any others.</summary>
    BitmapGone,

    /// <summary>None of the bitmaps is known to have begun before the last snapshot.</summary>
    BitmapTooYoung,

    /// <summary>The bitmap lacks what it had before: it was cleared, or replaced by another of that name.</summary>
    BitmapCleared,

    /// <summary>The bitmap missed changes earlier.</summary>
    BitmapRefused,

    /// <summary>The server cannot tell what is in the bitmap.</summary>
    BitmapUnreadable,

    /// <summary>The source has another length.</summary>
    LengthChanged,

    /// <summary>Its chunks have another size.</summary>
    ChunkSizeChanged,

    /// <summary>The snapshot was removed.</summary>
    SnapshotGone,

    /// <summary>The snapshot is damaged, or the source is cut otherwise in it.</summary>
    SnapshotUnusable,
}
