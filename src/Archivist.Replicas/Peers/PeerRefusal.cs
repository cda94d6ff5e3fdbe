using Archivist.Repository.Stores;

namespace Archivist.Replicas.Peers;

/// <summary>Something that a client was refused, for the log of the server. Never holds a password. The private constructor closes the set. Immutable.</summary>
public abstract record PeerRefusal
{
    private PeerRefusal()
    {
    }

    /// <summary>No user and password, or others than there are.</summary>
    public sealed record SignInFailed : PeerRefusal;

    /// <summary>Too many attempts to sign in failed.</summary>
    public sealed record Throttled : PeerRefusal;

    /// <summary>The directory of another user was asked for.</summary>
    public sealed record OthersDirectory : PeerRefusal;

    /// <summary>A path names nothing that there can be.</summary>
    public sealed record PathInvalid : PeerRefusal;

    /// <summary>Too many requests at once.</summary>
    public sealed record TooManyRequests : PeerRefusal;

    /// <summary>An object was not stored.</summary>
    /// <param name="Object">Which one.</param>
    /// <param name="Reason">Why.</param>
    public sealed record NotStored(ObjectName Object, PeerPut Reason) : PeerRefusal;

    /// <summary>A file of the copy of a ledger was not stored.</summary>
    /// <param name="Path">Which one.</param>
    /// <param name="Reason">Why.</param>
    public sealed record LedgerNotStored(string Path, PeerPut Reason) : PeerRefusal;

    /// <summary>A repository was not created, because the quota is used up.</summary>
    public sealed record NotCreated : PeerRefusal;

    /// <summary>An object was not removed, because only locks may be.</summary>
    public sealed record NotRemoved(ObjectName Object) : PeerRefusal;

    /// <summary>A whole repository was to be removed, which no one may.</summary>
    public sealed record RepositoryNotRemoved : PeerRefusal;

    /// <summary>A request failed here.</summary>
    /// <param name="Cause">Why.</param>
    public sealed record Failed(Platform.Problems.Cause Cause) : PeerRefusal;
}
