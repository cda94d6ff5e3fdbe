using Archivist.Platform.Problems;

namespace Archivist.Operations.Problems;

/// <summary>A password is empty, or nothing but white space.</summary>
public sealed record PasswordBlank(SecretOrigin Origin) : Problem(Failure.Usage, "password");
