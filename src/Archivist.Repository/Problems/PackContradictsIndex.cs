using Archivist.Platform.Problems;
using Archivist.Repository.Ids;

namespace Archivist.Repository.Problems;

/// <summary>The header of a pack and the index name different blobs.</summary>
public sealed record PackContradictsIndex(PackId Pack) : Problem(Failure.DataLoss, $"pack/{Pack}");
