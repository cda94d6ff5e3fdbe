using Archivist.Platform.Problems;

namespace Archivist.Operations.Problems;

/// <summary>SOURCE_DATE_EPOCH is not a number of seconds.</summary>
public sealed record EpochInvalid(string Text) : Problem(Failure.Usage, "SOURCE_DATE_EPOCH");
