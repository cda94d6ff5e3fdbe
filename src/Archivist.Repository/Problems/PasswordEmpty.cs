using Archivist.Platform.Problems;

namespace Archivist.Repository.Problems;

/// <summary>A new password must not be empty.</summary>
public sealed record PasswordEmpty() : Problem(Failure.Usage, "password");
