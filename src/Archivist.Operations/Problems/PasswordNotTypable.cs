using Archivist.Platform.Problems;

namespace Archivist.Operations.Problems;

/// <summary>A new password has characters that the recovery console cannot type.</summary>
public sealed record PasswordNotTypable() : Problem(Failure.None, "password");
