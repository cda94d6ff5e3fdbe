using Archivist.Platform.Problems;
using Archivist.Repository.Stores;

namespace Archivist.Repository.Problems;

/// <summary>Prune stored an object, but reading it back returned something else; nothing was removed.</summary>
public sealed record WriteNotReadBack(ObjectName Object, string Location) : Problem(Failure.Failed, Object.ToString());
