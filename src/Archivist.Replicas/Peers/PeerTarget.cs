using Archivist.Repository.Stores;

namespace Archivist.Replicas.Peers;

/// <summary>What a path names in a repository of a user. The private constructor closes the set. Immutable.</summary>
public abstract record PeerTarget
{
    private PeerTarget()
    {
    }

    /// <summary>The repository itself.</summary>
    public sealed record Whole : PeerTarget;

    /// <summary>All objects of one kind.</summary>
    public sealed record Listing(ObjectKind Kind) : PeerTarget;

    /// <summary>One file of the copy of a ledger.</summary>
    /// <param name="Path">Its path in the ledger, with slashes; see <see cref="PeerLedger"/>.</param>
    public sealed record LedgerFile(string Path) : PeerTarget;

    /// <summary>One object.</summary>
    public sealed record Single(ObjectName Name) : PeerTarget;
}
