using Archivist.Platform.Problems;
using Archivist.Repository.Stores;

namespace Archivist.Discs.Problems;

/// <summary>An object on a disc is longer than any writer makes one.</summary>
public sealed record ObjectOverlong(ObjectName Object, long Length) : Problem(Failure.Tampering, Object.ToString());
