using Archivist.Platform.Problems;

namespace Archivist.Recovery.Program.Problems;

/// <summary>Neither the disc nor a replica holds a snapshot.</summary>
internal sealed record NoSnapshotAnywhere() : Problem(Failure.DataLoss, "repository");
