using Archivist.Platform.Problems;

namespace Archivist.Discs.Catalogue;

/// <summary>The records of a catalogue.</summary>
/// <param name="Records">The records that can be read, by the time of their planning and then by number.</param>
/// <param name="Damaged">The files that cannot be read, each with the cause.</param>
public sealed record CatalogueListing(IReadOnlyList<CataloguedDisc> Records, IReadOnlyList<(string FileName, ArchivistException Cause)> Damaged);
