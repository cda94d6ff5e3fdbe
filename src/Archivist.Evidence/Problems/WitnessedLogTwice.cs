using Archivist.Platform.Problems;

namespace Archivist.Evidence.Problems;

/// <summary>Two different keys are given for one log.</summary>
public sealed record WitnessedLogTwice(string File, string Log) : Problem(Failure.Usage, File);
