using Archivist.Platform.Problems;

namespace Archivist.Operations.Problems;

/// <summary>A block source has no dirty bitmap that can be trusted, so continuous capture reads it whole, once a day.</summary>
public sealed record DiskReadDaily(string Address) : Problem(Failure.None, Address);
