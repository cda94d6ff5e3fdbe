using Archivist.Platform.Problems;
using Archivist.Repository.Stores;

namespace Archivist.Replicas.Problems;

/// <summary>A replica accepted objects and does not have them.</summary>
public sealed record ObjectsNotKept(string Location, int Count, ObjectName First) : Problem(Failure.MediumFailed, Location);
