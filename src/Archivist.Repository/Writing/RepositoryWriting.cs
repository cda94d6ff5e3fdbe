using Archivist.Repository.Opening;
using Archivist.Repository.Packs;

namespace Archivist.Repository.Writing;

/// <summary>How a write transaction begins.</summary>
public static class RepositoryWriting
{
    /// <summary>Starts a transaction that adds blobs; nothing becomes reachable before its commit.</summary>
    /// <param name="repository">Where the blobs go; those that its index knows are not stored again.</param>
    /// <param name="sizing">How large packs become.</param>
    public static RepositoryWriter BeginWrite(this IndexedRepository repository, PackSizing sizing) => repository.BeginWrite(sizing, TimeProvider.System);

    /// <summary>Starts a transaction with another clock, which says when stored packs are indexed in between.</summary>
    /// <param name="repository">Where the blobs go; those that its index knows are not stored again.</param>
    /// <param name="sizing">How large packs become.</param>
    /// <param name="clock">The clock.</param>
    public static RepositoryWriter BeginWrite(this IndexedRepository repository, PackSizing sizing, TimeProvider clock) => new(repository, sizing, clock, choice: null);

    /// <summary>Starts a transaction with blobs spread over the open packs by a seeded generator, for tests that look at packs.</summary>
    internal static RepositoryWriter BeginWrite(this IndexedRepository repository, PackSizing sizing, Random choice) => new(repository, sizing, TimeProvider.System, choice);
}
