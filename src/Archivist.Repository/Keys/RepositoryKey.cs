using Archivist.Repository.Crypto;

namespace Archivist.Repository.Keys;

/// <summary>One key of a repository: a password that opens it. All of this can be read without a password.</summary>
/// <param name="Id">The name of its file.</param>
/// <param name="Username">Who made it.</param>
/// <param name="Hostname">Where.</param>
/// <param name="Created">When, as its maker's clock showed it; empty when that is not known.</param>
/// <param name="IsCurrent">It opened the repository for this run.</param>
public sealed record RepositoryKey(Digest Id, string Username, string Hostname, string Created, bool IsCurrent);
