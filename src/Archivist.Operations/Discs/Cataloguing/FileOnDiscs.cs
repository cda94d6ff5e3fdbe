using Archivist.Discs.Catalogue;
using Archivist.Repository.Snapshots;
using Archivist.Repository.Walking;

namespace Archivist.Operations.Discs.Cataloguing;

/// <summary>One version of a file, and the discs that hold it.</summary>
/// <param name="Snapshot">The snapshot that the version is in.</param>
/// <param name="Entry">The file.</param>
/// <param name="Packs">The number of packs that its content is in; 0 for an empty file, which is on every disc that lists it.</param>
/// <param name="Discs">The discs that hold some of these packs.</param>
/// <param name="IsComplete">Each of the packs is on a disc.</param>
public sealed record FileOnDiscs(Snapshot Snapshot, TreeEntry Entry, int Packs, IReadOnlyList<CataloguedDisc> Discs, bool IsComplete);
