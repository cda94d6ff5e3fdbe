using Archivist.Platform.Problems;

namespace Archivist.Repository.Problems;

/// <summary>The newest snapshot by date may not be the last one that was taken; whether it is dated after this machine's clock, and which is the last one by the ledger and by the order of arrival.</summary>
public sealed record LatestUncertain(DatedSnapshot ByDate, bool IsAhead, DatedSnapshot? ByLedger, DatedSnapshot? ByArrival) : Problem(Failure.None, "latest");
