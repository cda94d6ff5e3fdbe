using Archivist.Platform.Problems;
using Archivist.Repository.Stores;

namespace Archivist.Repository.Problems;

/// <summary>A place has objects of a repository, such as this one, but no configuration.</summary>
public sealed record ConfigLost(string Location, ObjectName Found) : Problem(Failure.Failed, Location);
