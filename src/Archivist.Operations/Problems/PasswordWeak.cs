using Archivist.Platform.Problems;

namespace Archivist.Operations.Problems;

/// <summary>A new password is easy to guess.</summary>
public sealed record PasswordWeak() : Problem(Failure.None, "password");
