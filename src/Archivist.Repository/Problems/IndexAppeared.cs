using Archivist.Platform.Problems;
using Archivist.Repository.Stores;

namespace Archivist.Repository.Problems;

/// <summary>Somebody wrote an index although the repository is locked exclusively; nothing more was removed.</summary>
public sealed record IndexAppeared(ObjectName Index, string Location) : Problem(Failure.RepositoryLocked, Index.ToString());
