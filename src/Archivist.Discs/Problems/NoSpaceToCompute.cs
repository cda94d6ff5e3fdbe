using Archivist.Platform.Problems;

namespace Archivist.Discs.Problems;

/// <summary>There is too little space to compute packs from the other discs of a set.</summary>
/// <param name="Folder">Where it is computed.</param>
/// <param name="Set">The name of the set.</param>
/// <param name="Needed">Bytes that it takes; null when that showed only while it was written.</param>
/// <param name="Free">Bytes that are free; null as well then.</param>
public sealed record NoSpaceToCompute(string Folder, string Set, long? Needed, long? Free) : Problem(Failure.NoSpace, Folder);
