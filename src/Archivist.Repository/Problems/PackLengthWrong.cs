using Archivist.Platform.Problems;
using Archivist.Repository.Ids;

namespace Archivist.Repository.Problems;

/// <summary>The length of a pack in bytes differs from the one in its index.</summary>
public sealed record PackLengthWrong(PackId Pack, long Expected, long Actual) : Problem(Failure.DataLoss, $"pack/{Pack}");
