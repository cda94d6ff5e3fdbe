namespace Archivist.Images.Model;

/// <summary>Something with a name on a disc to be mastered.</summary>
/// <param name="Path">Where it lies: <c>a/b/c</c>, without a leading slash; bytes that are not UTF-8 as <see cref="DiscName"/> has them.</param>
/// <param name="ModifiedAt">Its time stamp on the disc.</param>
/// <param name="Mode">POSIX permission bits with setuid, setgid and sticky.</param>
public abstract record DiscNode(string Path, DateTimeOffset ModifiedAt, int Mode)
{
    /// <summary>The owner's number.</summary>
    public uint UserId { get; init; }

    /// <summary>The group's number.</summary>
    public uint GroupId { get; init; }
}
