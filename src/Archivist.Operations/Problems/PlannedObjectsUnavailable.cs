using Archivist.Platform.Problems;
using Archivist.Repository.Stores;

namespace Archivist.Operations.Problems;

/// <summary>Objects of a plan are in none of the places that were asked, or damaged there.</summary>
public sealed record PlannedObjectsUnavailable(string Set, int Volume, int Of, int Count, ObjectName First, IReadOnlyList<string> Places, bool IsUnreached) : Problem(IsUnreached ? Failure.TooFewReplicas : Failure.Failed, Set);
