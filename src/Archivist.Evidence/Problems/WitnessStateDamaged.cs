using Archivist.Platform.Problems;

namespace Archivist.Evidence.Problems;

/// <summary>The record of what a witness cosigned last is damaged.</summary>
public sealed record WitnessStateDamaged(string Directory, string File) : Problem(Failure.Tampering, Directory);
