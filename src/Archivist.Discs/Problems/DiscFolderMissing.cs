using Archivist.Platform.Problems;

namespace Archivist.Discs.Problems;

/// <summary>A disc has no directory of the name that a repository should have.</summary>
public sealed record DiscFolderMissing(string Location, string Folder) : Problem(Failure.RepositoryMissing, Location);
