using Archivist.Platform.Problems;

namespace Archivist.Keys.Problems;

/// <summary>A repository lies at a place that takes the files of restic only, so it has no room for a keyring.</summary>
public sealed record KeyringNotKept(string Location) : Problem(Failure.Failed, Location);
