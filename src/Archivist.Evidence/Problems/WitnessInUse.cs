using Archivist.Platform.Problems;

namespace Archivist.Evidence.Problems;

/// <summary>Another process serves this witness.</summary>
public sealed record WitnessInUse(string Directory) : Problem(Failure.RepositoryLocked, Directory);
