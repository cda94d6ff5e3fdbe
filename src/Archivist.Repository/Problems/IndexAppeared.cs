using Archivist.Platform.Problems;
using Archivist.Repository.Stores;

namespace Archivist.Repository.Problems;

/// <summary>An index was written by another process although the repository is locked exclusively; the removal stopped.</summary>
public sealed record IndexAppeared(ObjectName Index, string Location) : Problem(Failure.RepositoryLocked, Index.ToString());
