using Archivist.Platform.Problems;

namespace Archivist.Recovery.Program.Problems;

/// <summary>There is no repository at the address of a replica.</summary>
internal sealed record NoRepositoryAtAddress() : Problem(Failure.RepositoryMissing, "replica");
