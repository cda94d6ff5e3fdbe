using Archivist.Platform.Problems;

namespace Archivist.Operations.Problems;

/// <summary>Keys of the keyring were not tested for too long.</summary>
/// <param name="Due">Which, by kind and fingerprint.</param>
/// <param name="Keys">How many there are.</param>
/// <param name="Days">After how many days a test is due again.</param>
public sealed record HeldKeysNotTested(IReadOnlyList<string> Due, int Keys, int Days) : Problem(Failure.Findings, "keyring");
