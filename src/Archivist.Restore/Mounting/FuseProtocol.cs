namespace Archivist.Restore.Mounting;

/// <summary>The numbers of the kernel's FUSE protocol (linux/fuse.h, version 7.23 and later). Everything is in the machine's byte order.</summary>
internal static class FuseProtocol
{
    internal const uint Major = 7, OldestMinor = 23, Minor = 31;

    internal const int RequestHeader = 40, ReplyHeader = 16, AttributesSize = 88, EntrySize = 128, DirectoryEntryHeader = 24;

    /// <summary>The kernel hands over no request that is longer than this plus a page.</summary>
    internal const int LargestWrite = 16 * 1024, RequestBuffer = 64 * 1024;

    /// <summary>Reads have at most this many bytes: 256 pages.</summary>
    internal const int LargestRead = 1 << 20;

    /// <summary>enum fuse_opcode.</summary>
    internal const uint Lookup = 1, Forget = 2, GetAttributes = 3, ReadLink = 5, Open = 14, Read = 15, StatFileSystem = 17, Release = 18,
        GetExtendedAttribute = 22, ListExtendedAttributes = 23, Flush = 25, Initialize = 26, OpenFolder = 27, ReadFolder = 28,
        ReleaseFolder = 29, Access = 34, Interrupt = 36, Destroy = 38, BatchForget = 42, ReadFolderPlus = 44, Seek = 46;

    /// <summary>FUSE_* of the initialization.</summary>
    internal const uint AsynchronousReads = 1 << 0, BigWrites = 1 << 5, ReadsFolderPlus = 1 << 13, ReadsFolderPlusWhenUseful = 1 << 14,
        ParallelFolders = 1 << 18, MaximumPages = 1 << 22, CachesLinks = 1 << 23;

    /// <summary>FOPEN_*.</summary>
    internal const uint KeepCache = 1 << 1, CacheFolder = 1 << 3;

    /// <summary>errno.</summary>
    internal const int NotFound = 2, Interrupted = 4, InputOutput = 5, NoSuchRange = 6, TryAgain = 11, NoMemory = 12, NotDirectory = 20,
        IsDirectory = 21, Invalid = 22, ReadOnly = 30, OutOfRange = 34, NotImplemented = 38, NoAttribute = 61, Stale = 116, NoDevice = 19;
}
