using System.Diagnostics.CodeAnalysis;
using Archivist.Replicas.Stores.Rest;
using Archivist.Repository.Crypto;
using Archivist.Repository.Stores;

namespace Archivist.Replicas.Peers;

/// <summary>
/// A path of a server of peers: <c>/USER/…</c>, in which the repository lies in the user's own directory or up to four directories below, followed by what restic's REST protocol has
/// there (restic docs, "REST Backend"). Immutable.
/// </summary>
/// <param name="User">Whose directory.</param>
/// <param name="Repository">The directories below it, down to the repository; empty for the user's own.</param>
/// <param name="Target">What is meant there.</param>
public sealed record PeerPath(string User, IReadOnlyList<string> Repository, PeerTarget Target)
{
    private const int DeepestRepository = 4;

    /// <summary>Reads a path whose escapes were resolved; false for anything that names no user, repository or object.</summary>
    public static bool TryParse(string path, [NotNullWhen(true)] out PeerPath? parsed)
    {
        parsed = null;
        var parts = path.Split('/');
        // One slash at the beginning, and perhaps one at the end.
        if (parts is not ["", _, ..])
            return false;
        var words = parts[^1].Length == 0 ? parts[1..^1] : parts[1..];
        if (words is not [var user, .. var rest] || !PeerName.IsUser(user) || SplitTarget(rest) is not ({ } target, var repository))
            return false;
        if (repository.Length > DeepestRepository || !repository.All(name => PeerName.IsRepository(name)))
            return false;
        parsed = new PeerPath(user, repository, target);
        return true;
    }

    private static (PeerTarget? Target, string[] Repository) SplitTarget(string[] words) => LedgerIn(words) ?? words switch
    {
        [.. var above, "config"] => (new PeerTarget.Single(ObjectName.Configuration), above),
        [.. var above, var kind] when RestProtocol.KindOf(kind) is { } listed => (new PeerTarget.Listing(listed), above),
        [.. var above, var kind, var id] when RestProtocol.KindOf(kind) is { } of =>
            (Digest.TryParse(id, null, out var digest) && digest.ToString() == id ? new PeerTarget.Single(new ObjectName(of, digest)) : null, above),
        _ => (new PeerTarget.Whole(), words),
    };

    /// <summary>Null unless the path leads into the directory <c>ledger</c> of a repository, to a file that a ledger has.</summary>
    private static (PeerTarget? Target, string[] Repository)? LedgerIn(string[] words)
    {
        var at = Array.IndexOf(words, "ledger");
        return at >= 0 && string.Join('/', words[(at + 1)..]) is var path && PeerLedger.IsFile(path) ? (new PeerTarget.LedgerFile(path), words[..at]) : null;
    }
}
