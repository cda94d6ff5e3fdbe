using System.Collections.Concurrent;

namespace Archivist.Replicas.Peers;

/// <summary>The repositories that others keep here: below one directory a private one for each user. Speaks no protocol and knows no passwords. Thread-safe.</summary>
/// <param name="directory">Where the directories of the users are.</param>
/// <param name="limits">What each user may do and take.</param>
/// <param name="clock">Measures rates.</param>
public sealed class PeerStore(string directory, PeerLimits limits, TimeProvider clock) : IDisposable
{
    private readonly ConcurrentDictionary<string, PeerAccount> _accounts = new(StringComparer.Ordinal);

    /// <summary>The account of a user who has signed in.</summary>
    /// <exception cref="ArgumentException">No user can have that name.</exception>
    public PeerAccount AccountOf(string user)
    {
        if (!PeerName.IsUser(user))
            throw new ArgumentException("A name of a user has other characters.", nameof(user));
        return _accounts.GetOrAdd(user, name => new PeerAccount(Path.Combine(Path.GetFullPath(directory), name), limits, clock));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var account in _accounts.Values)
            account.Dispose();
    }
}
