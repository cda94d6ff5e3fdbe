using Archivist.Platform.Problems;

namespace Archivist.Repository.Problems;

/// <summary>A repository has no key file, so no password can open it.</summary>
public sealed record RepositoryWithoutKeys(string Location) : Problem(Failure.WrongKey, Location);
