using Archivist.Platform.Problems;
using Archivist.Repository.Stores;

namespace Archivist.Repository.Problems;

/// <summary>An index is still there although another one says that it replaces it.</summary>
public sealed record IndexObsolete(ObjectName Index, ObjectName By) : Problem(Failure.None, Index.ToString());
