using Archivist.Platform.Problems;
using Archivist.Repository.Ids;

namespace Archivist.Repository.Problems;

/// <summary>The header of a pack is damaged; the impossible length in bytes that it claims, null where the header cannot be opened.</summary>
public sealed record PackHeaderWrong(PackId Pack, long? Length) : Problem(Failure.DataLoss, $"pack/{Pack}");
