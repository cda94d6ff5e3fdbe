using Archivist.Platform.Problems;

namespace Archivist.Operations.Problems;

/// <summary>The operator declined to overwrite a device.</summary>
public sealed record OverwriteDeclined(string Device) : Problem(Failure.Usage, Device);
