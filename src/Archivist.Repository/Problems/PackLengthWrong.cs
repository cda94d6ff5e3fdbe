using Archivist.Platform.Problems;
using Archivist.Repository.Ids;

namespace Archivist.Repository.Problems;

/// <summary>A pack has another length in bytes than its index says.</summary>
public sealed record PackLengthWrong(PackId Pack, long Expected, long Actual) : Problem(Failure.DataLoss, $"pack/{Pack}");
