using Archivist.Platform.FileSystem;
using Archivist.Platform.Problems;
using Archivist.Repository.Ids;

namespace Archivist.Restore.Comparing;

/// <summary>How an entry of a directory differs from the snapshot. The private constructor closes the set. Immutable.</summary>
public abstract record EntryDifference
{
    private EntryDifference()
    {
    }

    /// <summary>The snapshot has it, the directory has not.</summary>
    public sealed record Missing : EntryDifference;

    /// <summary>The directory has it, the snapshot has not.</summary>
    public sealed record Extra : EntryDifference;

    /// <summary>It cannot be compared, because its type in the snapshot is unknown.</summary>
    public sealed record ForeignType(string Type) : EntryDifference;

    /// <summary>It cannot be read, or not compared.</summary>
    public sealed record Unreadable(Cause Cause) : EntryDifference;

    /// <summary>It is of another type; null for one that no snapshot knows.</summary>
    public sealed record OtherType(NodeType? Is, NodeType Was) : EntryDifference;

    /// <summary>The path is too long to go on below it.</summary>
    public sealed record TooDeep : EntryDifference;

    /// <summary>The link has another target.</summary>
    public sealed record OtherTarget : EntryDifference;

    /// <summary>The device has another number.</summary>
    public sealed record OtherDevice : EntryDifference;

    /// <summary>The permission bits differ.</summary>
    public sealed record OtherMode(int Is, int Was) : EntryDifference;

    /// <summary>The owner or the group differs.</summary>
    public sealed record OtherOwner(uint User, uint Group, uint UserBefore, uint GroupBefore) : EntryDifference;

    /// <summary>The time of modification differs.</summary>
    public sealed record OtherTime(GoTime Is, GoTime Was) : EntryDifference;

    /// <summary>The extended attributes differ.</summary>
    public sealed record OtherAttributes : EntryDifference;

    /// <summary>It is no longer a hard link to the same file.</summary>
    public sealed record HardLinkBroken : EntryDifference;

    /// <summary>The length differs, in bytes.</summary>
    public sealed record OtherLength(long Is, ulong Was) : EntryDifference;

    /// <summary>The content cannot be compared, because a blob of it is in no index.</summary>
    public sealed record BlobMissing(BlobId Blob) : EntryDifference;

    /// <summary>The content differs somewhere between two offsets.</summary>
    public sealed record OtherContent(long From, long To) : EntryDifference;

    /// <summary>The blobs of the file in the snapshot do not add up to its length, in bytes.</summary>
    public sealed record LengthContradicted(long Length, long Blobs) : EntryDifference;
}
