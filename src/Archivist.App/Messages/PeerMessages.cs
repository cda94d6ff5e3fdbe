using Archivist.Operations.Problems;
using Archivist.Platform.Problems;
using Archivist.Platform.Text;
using Archivist.Replicas.Peers;

namespace Archivist.App.Messages;

/// <summary>English for keeping repositories of others.</summary>
internal static class PeerMessages
{
    /// <summary>Null for another problem.</summary>
    internal static Message? Find(Problem problem) => problem switch
    {
        ListeningRefused(var address, true) => new Message(
            $"{address}: listening was refused: other machines reach this address, and without TLS they would send their passwords in the clear",
            "Name a certificate and its key, or listen on 127.0.0.1."),
        ListeningRefused(var address, false) => new Message(
            $"{address}: listening was refused: other machines reach this address, and there is neither TLS nor a sign-in",
            "Listen on 127.0.0.1 and put a proxy or an SSH tunnel in front."),
        PeersDirectoryMissing(var path) => new Message($"{path}: there is no such directory to keep repositories of others in", "Mount its disk, or create the directory."),
        UserListUnreadable(var path, var cause) => new Message($"{path}: the users cannot be read: {Of(cause)}", "Check the path and who may read it."),
        UserListInvalid(var path, _, PeerUsersFault.Empty) => new Message($"{path}: {Of(PeerUsersFault.Empty)}", "Add a user: htpasswd -B FILE USER"),
        UserListInvalid(var path, _, PeerUsersFault.TooMany) => new Message($"{path}: {Of(PeerUsersFault.TooMany)}", "Check that it is the list of users, and divide it between several peers."),
        UserListInvalid(var path, var line, var fault) => new Message($"{path}:{line}: {Of(fault)}", $"Correct line {line}; htpasswd -B writes such lines."),
        PeerRefused(var address, var user, var refusal) => new Message($"{(user is null ? "" : $"{user} at ")}{address}: {Of(refusal)}"),
        RefusalsNotShown(var count) => new Message($"{Quantity.Count(count, "more refusal was", "more refusals were")} left out of this log within a minute"),
        ReloadRefused(var reason) => new Message($"{CommandLineMessages.Instance.Of(reason).Sentence}; what was read before stays in use"),
        _ => null,
    };

    private static string Of(Cause cause) => CommandLineMessages.Instance.Of(cause);

    private static string Of(PeerUsersFault fault) => fault switch
    {
        PeerUsersFault.Empty => "no user is listed",
        PeerUsersFault.NameInvalid => "the line does not begin with a user name (letters, digits and . _ - + @, 64 at most) and a colon",
        PeerUsersFault.HashInvalid => "the hash is not bcrypt ($2a$, $2b$ or $2y$) of cost 4 to 14",
        PeerUsersFault.NameTwice => "the user is listed twice",
        PeerUsersFault.TooMany => "it is longer than a list of 10,000 users, or than 1 MiB",
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private static string Of(PeerRefusal refusal) => refusal switch
    {
        PeerRefusal.SignInFailed => "sign-in failed",
        PeerRefusal.Throttled => "sign-in was refused: too many attempts failed",
        PeerRefusal.OthersDirectory => "the directory of another user was refused",
        PeerRefusal.PathInvalid => "the path names no repository and no object",
        PeerRefusal.TooManyRequests => "a request was refused: too many at once",
        PeerRefusal.NotStored(var name, var reason) => $"{name} was not stored: {Of(reason)}",
        PeerRefusal.LedgerNotStored(var path, PeerPut.Differs) => $"{path} of a ledger was not stored: what is there is newer or different",
        PeerRefusal.LedgerNotStored(var path, var reason) => $"{path} of a ledger was not stored: {Of(reason)}",
        PeerRefusal.NotCreated => "a repository was not created: the quota is used up",
        PeerRefusal.NotRemoved(var name) => $"{name} was not removed: only locks may be",
        PeerRefusal.RepositoryNotRemoved => "a repository was not removed: no user may",
        PeerRefusal.Failed(var cause) => $"a request failed: {Of(cause)}",
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private static string Of(PeerPut reason) => reason switch
    {
        PeerPut.Stored or PeerPut.AlreadyThere => "it is there",
        PeerPut.Differs => "another one of that name is there",
        PeerPut.NameMismatch => "its content does not match its name",
        PeerPut.CutShort => "it was cut short",
        PeerPut.QuotaExceeded => "the quota is used up",
        PeerPut.TooLong => "it is longer than any writer makes",
        _ => throw new System.Diagnostics.UnreachableException(),
    };
}
