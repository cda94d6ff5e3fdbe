using Archivist.Platform.Problems;

namespace Archivist.Operations.Problems;

/// <summary>A reference to a secret leads nowhere.</summary>
/// <param name="Reference">The reference; of a command only the program, because its arguments may be secrets.</param>
/// <param name="Fault">What is wrong.</param>
public sealed record SecretUnavailable(string Reference, SecretFault Fault) : Problem(Failure.Usage, Reference);
