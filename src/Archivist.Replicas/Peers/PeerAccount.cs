using Archivist.Replicas.Stores.Wrappers;

namespace Archivist.Replicas.Peers;

/// <summary>One user of a server of peers: the private directory, and the limits that all requests of the user share. Thread-safe.</summary>
public sealed class PeerAccount : IDisposable
{
    private readonly string _directory;
    private readonly PeerLimits _limits;
    private readonly PeerSpace _space;
    private readonly TokenBucket _arriving, _leaving;
    private readonly SemaphoreSlim _ledgers = new(1);
    private int _requests;

    internal PeerAccount(string directory, PeerLimits limits, TimeProvider clock)
    {
        (_directory, _limits) = (directory, limits);
        _space = new PeerSpace(directory, limits.Quota);
        _arriving = new TokenBucket(() => limits.Rate, clock);
        _leaving = new TokenBucket(() => limits.Rate, clock);
    }

    /// <summary>A repository of the user, which need not exist.</summary>
    /// <param name="below">The directories below the user's own; see <see cref="PeerPath"/>, which validates them.</param>
    /// <exception cref="ArgumentException">One of them is no name.</exception>
    public PeerRepository Open(IReadOnlyList<string> below)
    {
        if (!below.All(name => PeerName.IsRepository(name)))
            throw new ArgumentException("A name of a repository has other characters.", nameof(below));
        return new PeerRepository(_directory, Path.Combine([_directory, .. below]), _space, _arriving, _leaving, _limits.AllowsRemoval, _ledgers);
    }

    /// <summary>Begins a request; false when as many as are allowed are under way. <see cref="End"/> belongs to true only.</summary>
    public bool TryBegin()
    {
        if (Interlocked.Increment(ref _requests) <= _limits.ParallelRequests)
            return true;
        End();
        return false;
    }

    /// <summary>Ends a request.</summary>
    public void End() => Interlocked.Decrement(ref _requests);

    /// <inheritdoc/>
    public void Dispose()
    {
        _space.Dispose();
        _ledgers.Dispose();
    }
}
