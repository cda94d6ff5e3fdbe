using Archivist.Platform.Problems;
using Archivist.Repository.Ids;

namespace Archivist.Repository.Problems;

/// <summary>A pack whose blobs are kept cannot be read; nothing was removed.</summary>
public sealed record RepackUnreadable(PackId Pack, Cause Cause) : Problem(Failure.DataLoss, $"pack/{Pack}");
