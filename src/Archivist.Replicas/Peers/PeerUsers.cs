using System.Diagnostics.CodeAnalysis;
using Archivist.Repository.Crypto;

namespace Archivist.Replicas.Peers;

/// <summary>
/// Who may sign in: the users of an htpasswd file with bcrypt hashes (Apache HTTP Server, "htpasswd"), one <c>USER:HASH</c> a line; empty lines and those that begin with <c>#</c> are
/// passed over. Immutable.
/// </summary>
public sealed class PeerUsers
{
    /// <summary>The most users.</summary>
    public const int MostUsers = 10_000;

    private readonly Dictionary<string, (BcryptHash Hash, string Text)> _hashes = new(StringComparer.Ordinal);

    private PeerUsers()
    {
    }

    /// <summary>The number of users.</summary>
    public int Count => _hashes.Count;

    /// <summary>The cost of the slowest hash; that of users who do not exist should be the same.</summary>
    public int LargestCost => _hashes.Count == 0 ? BcryptHash.LeastCost : _hashes.Values.Max(user => user.Hash.Cost);

    /// <summary>Reads the text of such a file.</summary>
    /// <param name="text">All of it.</param>
    /// <param name="users">The users; null when the text is refused.</param>
    /// <param name="fault">Why it is refused.</param>
    /// <param name="line">The line that is wrong, from 1; 0 when it is no line.</param>
    public static bool TryParse(string text, [NotNullWhen(true)] out PeerUsers? users, out PeerUsersFault fault, out int line)
    {
        users = null;
        var found = new PeerUsers();
        (fault, line) = (PeerUsersFault.Empty, 0);
        foreach (var raw in text.Split('\n'))
        {
            line++;
            var words = raw.TrimEnd('\r');
            if (words.Length == 0 || words[0] == '#')
                continue;
            if (found.Add(words) is not { } wrong)
                continue;
            fault = wrong;
            return false;
        }

        line = 0;
        users = found.Count > 0 ? found : null;
        return users is not null;
    }

    /// <summary>The hash of a user, with its text; null for a user who does not exist.</summary>
    internal (BcryptHash Hash, string Text)? Find(string user) => _hashes.TryGetValue(user, out var hash) ? hash : null;

    private PeerUsersFault? Add(string line)
    {
        var colon = line.IndexOf(':', StringComparison.Ordinal);
        if (colon < 0 || !PeerName.IsUser(line.AsSpan(0, colon)))
            return PeerUsersFault.NameInvalid;
        var text = line[(colon + 1)..];
        if (!BcryptHash.TryParse(text, out var hash))
            return PeerUsersFault.HashInvalid;
        if (_hashes.Count == MostUsers)
            return PeerUsersFault.TooMany;
        return _hashes.TryAdd(line[..colon], (hash, text)) ? null : PeerUsersFault.NameTwice;
    }
}
