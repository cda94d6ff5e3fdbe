using Archivist.Platform.Problems;
using Archivist.Replicas.Stores;

namespace Archivist.Operations.Problems;

/// <summary>A lifecycle rule of the bucket of a replica deletes objects of the repository, or moves them to where no run can read them.</summary>
public sealed record BucketRuleHarms(string Replica, BucketRule Rule) : Problem(Failure.Findings, Replica);
