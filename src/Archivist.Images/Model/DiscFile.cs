using Archivist.Repository.Stores;

namespace Archivist.Images.Model;

/// <summary>One file of a disc to be mastered.</summary>
/// <param name="Path">Where it lies: <c>a/b/c</c>, without a leading slash.</param>
/// <param name="Content">Its bytes; they are read once, in the order of <see cref="DiscLayout.Files"/>.</param>
/// <param name="ModifiedAt">Its time stamp on the disc.</param>
/// <param name="Mode">POSIX permission bits, 0444 by default.</param>
public sealed record DiscFile(string Path, IReplayableContent Content, DateTimeOffset ModifiedAt, int Mode = 0x124)
    : DiscNode(Path, ModifiedAt, Mode);
