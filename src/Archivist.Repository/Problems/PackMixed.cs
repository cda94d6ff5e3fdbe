using Archivist.Platform.Problems;
using Archivist.Repository.Ids;

namespace Archivist.Repository.Problems;

/// <summary>A pack holds trees and data, as early versions of restic wrote them.</summary>
public sealed record PackMixed(PackId Pack) : Problem(Failure.None, $"pack/{Pack}");
