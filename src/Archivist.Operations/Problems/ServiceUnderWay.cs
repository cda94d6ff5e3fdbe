using Archivist.Platform.Problems;

namespace Archivist.Operations.Problems;

/// <summary>Another process is the service of that archive.</summary>
/// <param name="Archive">The name of the archive.</param>
/// <param name="Lock">The file that it holds.</param>
public sealed record ServiceUnderWay(string Archive, string Lock) : Problem(Failure.RepositoryLocked, Archive);
