using Archivist.Platform.Problems;

namespace Archivist.Recovery.Program.Problems;

/// <summary>Another repository is at the address of a replica.</summary>
internal sealed record OtherRepositoryAtAddress() : Problem(Failure.Usage, "replica");
