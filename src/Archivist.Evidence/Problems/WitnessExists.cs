using Archivist.Platform.Problems;

namespace Archivist.Evidence.Problems;

/// <summary>There is a witness in the directory already.</summary>
public sealed record WitnessExists(string Directory) : Problem(Failure.Usage, Directory);
