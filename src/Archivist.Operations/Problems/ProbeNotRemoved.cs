using Archivist.Platform.Problems;
using Archivist.Repository.Stores;

namespace Archivist.Operations.Problems;

/// <summary>A probe stored an object that the place does not remove.</summary>
public sealed record ProbeNotRemoved(string Replica, ObjectName Object) : Problem(Failure.Findings, Replica);
