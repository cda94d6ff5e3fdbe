using Archivist.Platform.Problems;

namespace Archivist.Machine.Problems;

/// <summary>The old machine kept files in a way that is not rebuilt.</summary>
/// <param name="Device">The old device.</param>
/// <param name="Kind">What it is.</param>
public sealed record StorageNotRebuilt(string Device, StorageKind Kind) : Problem(Failure.Failed, Device);
