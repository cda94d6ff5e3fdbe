using Archivist.Platform.Problems;
using Archivist.Repository.Ids;

namespace Archivist.Repository.Problems;

/// <summary>Several indexes name the same pack.</summary>
public sealed record PackIndexedRepeatedly(PackId Pack, int Indexes) : Problem(Failure.None, $"pack/{Pack}");
