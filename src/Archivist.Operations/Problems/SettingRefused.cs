using Archivist.Platform.Problems;

namespace Archivist.Operations.Problems;

/// <summary>A setting is missing, unknown or wrong. Repeats no text that may be a secret.</summary>
public sealed record SettingRefused(SettingPlace Place, SettingFault Fault) : Problem(Failure.Usage, Place.Key);
