using Archivist.Platform.Problems;

namespace Archivist.Operations.Problems;

/// <summary>The program that prints a secret failed.</summary>
public sealed record SecretCommandFailed(string Program, int ExitCode) : Problem(Failure.Usage, Program);
