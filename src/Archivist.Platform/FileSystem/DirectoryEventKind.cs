namespace Archivist.Platform.FileSystem;

/// <summary>The bits of an event, with the values of linux/inotify.h.</summary>
[Flags]
internal enum DirectoryEventKind : uint
{
    None = 0,

    /// <summary>IN_MODIFY</summary>
    Written = 0x2,

    /// <summary>IN_ATTRIB</summary>
    AttributesChanged = 0x4,

    /// <summary>IN_CLOSE_WRITE</summary>
    ClosedAfterWriting = 0x8,

    /// <summary>IN_MOVED_FROM</summary>
    MovedAway = 0x40,

    /// <summary>IN_MOVED_TO</summary>
    MovedHere = 0x80,

    /// <summary>IN_CREATE</summary>
    Created = 0x100,

    /// <summary>IN_DELETE</summary>
    Removed = 0x200,

    /// <summary>IN_DELETE_SELF</summary>
    RemovedItself = 0x400,

    /// <summary>IN_MOVE_SELF</summary>
    MovedItself = 0x800,

    /// <summary>IN_UNMOUNT</summary>
    Unmounted = 0x2000,

    /// <summary>IN_Q_OVERFLOW: events were lost.</summary>
    Overflowed = 0x4000,

    /// <summary>IN_IGNORED: the watch is gone.</summary>
    WatchEnded = 0x8000,

    /// <summary>IN_ISDIR: the entry is a directory.</summary>
    OfDirectory = 0x4000_0000,
}
