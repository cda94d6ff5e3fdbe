using Archivist.Platform.Problems;

namespace Archivist.Evidence.Problems;

/// <summary>There is no witness in the directory.</summary>
public sealed record WitnessMissing(string Directory) : Problem(Failure.Usage, Directory);
