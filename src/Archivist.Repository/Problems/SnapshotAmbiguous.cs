using Archivist.Platform.Problems;

namespace Archivist.Repository.Problems;

/// <summary>Several snapshot ids begin with the reference.</summary>
public sealed record SnapshotAmbiguous(string Reference, int Count) : Problem(Failure.Usage, Reference);
