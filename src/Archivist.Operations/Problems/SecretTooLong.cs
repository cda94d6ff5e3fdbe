using Archivist.Platform.Problems;

namespace Archivist.Operations.Problems;

/// <summary>A secret is longer than a password can be.</summary>
public sealed record SecretTooLong(SecretOrigin Origin, int MaxBytes) : Problem(Failure.Usage, "password");
