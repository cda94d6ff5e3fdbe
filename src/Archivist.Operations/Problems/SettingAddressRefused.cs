using Archivist.Platform.Problems;

namespace Archivist.Operations.Problems;

/// <summary>A setting is an address that is not supported.</summary>
/// <param name="Setting">The key, and the place that sets it.</param>
/// <param name="Address">What is wrong with the address.</param>
public sealed record SettingAddressRefused(string Setting, Problem Address) : Problem(Failure.Usage, Setting);
