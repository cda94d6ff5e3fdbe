using System.Security.Cryptography;
using System.Text;
using Archivist.Repository.Crypto;

namespace Archivist.Replicas.Peers;

/// <summary>
/// Checks users and passwords. A pair that was right is remembered until ten minutes after its last use, as a hash with a key that only this process has, so that not every request pays for bcrypt; it
/// is forgotten at once when the user's line changes. Of those that are new, only a few are computed at a time. Thread-safe.
/// </summary>
/// <param name="users">The users as they are now.</param>
/// <param name="throttle">Slows down those who guess.</param>
/// <param name="clock">Measures how long a pair is remembered.</param>
public sealed class SignIn(Func<PeerUsers> users, SignInThrottle throttle, TimeProvider clock) : IDisposable
{
    private const int MostRemembered = 1_000;
    private const int LongestPassword = 1_000;
    private static readonly TimeSpan Memory = TimeSpan.FromMinutes(10);

    private readonly byte[] _key = RandomNumberGenerator.GetBytes(32);
    private readonly Lock _gate = new();
    private readonly Dictionary<string, long> _accepted = [];
    private readonly SemaphoreSlim _computing = new(Math.Max(1, Environment.ProcessorCount / 2));

    /// <summary>Checks one pair.</summary>
    /// <param name="user">Who claims to sign in; anything at all.</param>
    /// <param name="password">With which password.</param>
    /// <param name="address">From where.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    public async Task<SignInResult> CheckAsync(string user, string password, string address, CancellationToken cancellationToken)
    {
        if (!PeerName.IsUser(user) || password.Length > LongestPassword)
            return Refuse(address, "", isKnown: false);
        var known = users();
        var entry = known.Find(user);
        var pair = PairOf(user, entry?.Text ?? "", password);
        if (entry is not null && IsRemembered(pair))
            return new SignInResult.Accepted();
        await _computing.WaitAsync(cancellationToken);
        try
        {
            // Several requests of one client arrive together: the first of them may have been it.
            if (entry is not null && IsRemembered(pair))
                return new SignInResult.Accepted();
            if (throttle.WaitOf(address, user) is var wait && wait > TimeSpan.Zero)
                return new SignInResult.Throttled(wait);
            // A user who does not exist takes as long as one who does.
            var hash = entry?.Hash ?? BcryptHash.Unmatched(known.LargestCost);
            if (!await Task.Run(() => hash.Matches(password), cancellationToken) || entry is null)
                return Refuse(address, user, entry is not null);
        }
        finally
        {
            _computing.Release();
        }

        throttle.NoteSuccess(user);
        Remember(pair);
        return new SignInResult.Accepted();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        CryptographicOperations.ZeroMemory(_key);
        _computing.Dispose();
    }

    private SignInResult.Refused Refuse(string address, string user, bool isKnown)
    {
        throttle.NoteFailure(address, user);
        return new SignInResult.Refused(isKnown);
    }

    private string PairOf(string user, string hash, string password) =>
        Convert.ToHexString(HMACSHA256.HashData(_key, Encoding.UTF8.GetBytes($"{user}\n{hash}\n{password}")));

    private bool IsRemembered(string pair)
    {
        lock (_gate)
        {
            if (!_accepted.TryGetValue(pair, out var at) || clock.GetElapsedTime(at) >= Memory)
                return false;
            _accepted[pair] = clock.GetTimestamp();
            return true;
        }
    }

    private void Remember(string pair)
    {
        lock (_gate)
        {
            if (_accepted.Count >= MostRemembered)
                _accepted.Clear();
            _accepted[pair] = clock.GetTimestamp();
        }
    }
}
