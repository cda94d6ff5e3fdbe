using Archivist.Platform.Problems;
using Archivist.Repository.Stores;

namespace Archivist.Operations.Problems;

/// <summary>Objects of a plan are no longer in the repository.</summary>
public sealed record PlannedObjectsGone(string Set, int Volume, int Of, int Count, ObjectName First, string Location) : Problem(Failure.Failed, Set);
