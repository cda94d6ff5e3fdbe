using Archivist.Platform.Problems;

namespace Archivist.Repository.Problems;

/// <summary>The password opens none of the repository's keys.</summary>
public sealed record PasswordWrong(string Location) : Problem(Failure.WrongKey, Location);
