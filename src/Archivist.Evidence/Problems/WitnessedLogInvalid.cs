using Archivist.Platform.Problems;

namespace Archivist.Evidence.Problems;

/// <summary>A file that should hold the key of a log does not.</summary>
public sealed record WitnessedLogInvalid(string File) : Problem(Failure.Usage, File);
