using System.Globalization;
using Archivist.Platform.Files;
using Archivist.Platform.Problems;
using Archivist.Platform.Processes;
using Archivist.Replicas.Problems;

namespace Archivist.Replicas.Stores.Rclone;

/// <summary>
/// A place that rclone can serve, and the command that does it: over its standard input and output, so that no port is open that others could reach, and rclone
/// sees the end of its input when this process ends, however that ends (rclone docs, "rclone serve restic", --stdio). Nothing secret is among the arguments: what signs in comes
/// from rclone's configuration, from SSH's files, or from environment variables of the user.
/// </summary>
/// <param name="Location">The address, as it is shown.</param>
/// <param name="Target">The place in rclone's own notation, <c>REMOTE:PATH</c>.</param>
/// <param name="Environment">The variables that the remote takes beyond those of the user; null removes one.</param>
internal sealed record RcloneRemote(string Location, string Target, IReadOnlyDictionary<string, string?> Environment)
{
    /// <summary>The name of the remote that exists in the environment alone; rclone writes it in capitals there.</summary>
    private const string SftpRemote = "archivist_sftp", SftpPrefix = "RCLONE_CONFIG_ARCHIVIST_SFTP_";

    private const string SystemKnownHosts = "/etc/ssh/ssh_known_hosts";

    /// <summary>The defaults of ssh (man 5 ssh_config, IdentityFile) that rclone can read.</summary>
    private static readonly string[] KeyFiles = ["id_ed25519", "id_ecdsa", "id_rsa"];

    /// <summary>What the user may have set for a server of their own, and would here refuse, hide or move the repository.</summary>
    private static readonly string[] Unwanted =
    [
        "RCLONE_USER", "RCLONE_PASS", "RCLONE_HTPASSWD", "RCLONE_PRIVATE_REPOS", "RCLONE_BASEURL", "RCLONE_ADDR", "RCLONE_CERT", "RCLONE_KEY", "RCLONE_LOG_FILE",
        "RCLONE_USE_JSON_LOG", "RCLONE_SYSLOG", "RCLONE_RC",
    ];

    /// <summary>The command; never a line for a shell.</summary>
    internal ToolCommand Command => new(
        "rclone",
        [
            "serve", "restic", "--stdio",
            // An encrypted configuration would be asked about on the input that carries the requests.
            "--ask-password=false",
            // What it once listed may be gone or torn: it has to look.
            "--cache-objects=false",
            "--", Target,
        ])
    {
        Package = "rclone",
        HasOwnSession = true,
        Environment = Environment,
    };

    /// <summary>Finds out what serves a place.</summary>
    /// <exception cref="ArchivistException"><see cref="Failure.TooFewReplicas"/>: an SSH host cannot be trusted, because no file of known hosts exists.</exception>
    internal static RcloneRemote Of(RclonePlace place, RcloneSurroundings surroundings)
    {
        var environment = Unwanted.ToDictionary(name => name, string? (_) => null, StringComparer.Ordinal);
        if (place.Host is not { } host)
            return new RcloneRemote(place.Location, $"{place.Remote}:{place.Path}", environment);
        // Ten attempts of its own take eleven seconds for every host that is off or unknown; what serves is retried anyway.
        if (surroundings.Find("RCLONE_LOW_LEVEL_RETRIES") is null)
            environment["RCLONE_LOW_LEVEL_RETRIES"] = "4";
        foreach (var (option, value) in SftpOptions(place.Location, host, surroundings))
            environment[SftpPrefix + option] = value;
        return new RcloneRemote(place.Location, $"{SftpRemote}:{place.Path}", environment);
    }

    /// <summary>The options of rclone's SFTP (rclone docs, "SFTP"). One that the user has set by a variable of their own stays theirs.</summary>
    private static IEnumerable<(string Option, string Value)> SftpOptions(string location, SftpHost host, RcloneSurroundings surroundings)
    {
        yield return ("TYPE", "sftp");
        yield return ("HOST", host.Name);
        yield return ("PORT", (host.Port ?? 22).ToString(CultureInfo.InvariantCulture));
        if (host.User is not null)
            yield return ("USER", host.User);
        // Without a file of known hosts rclone would take any key for the host's.
        if (surroundings.Find("RCLONE_SFTP_KNOWN_HOSTS_FILE") is null)
            yield return ("KNOWN_HOSTS_FILE", FindFile(Path.Combine(surroundings.Home, ".ssh", "known_hosts"), SystemKnownHosts)
                ?? throw new ArchivistException(new RcloneFailed(location, RcloneFault.KnownHostsMissing, null)));
        if (IsKeyMissing(surroundings) && FindFile([.. KeyFiles.Select(name => Path.Combine(surroundings.Home, ".ssh", name))]) is { } key)
            yield return ("KEY_FILE", key);
        // Objects are compared with their names, not by commands in a shell of the host, and their times are of no use.
        yield return ("SHELL_TYPE", "none");
        yield return ("DISABLE_HASHCHECK", "true");
        yield return ("SET_MODTIME", "false");
    }

    /// <summary>With an agent, rclone offers all of its keys, but none of a file.</summary>
    private static bool IsKeyMissing(RcloneSurroundings surroundings) =>
        surroundings.Find("SSH_AUTH_SOCK") is null && surroundings.Find("RCLONE_SFTP_KEY_FILE") is null && surroundings.Find("RCLONE_SFTP_KEY_PEM") is null
        && surroundings.Find("RCLONE_SFTP_PASS") is null;

    private static string? FindFile(params IReadOnlyList<string> candidates) => candidates.FirstOrDefault(path => FileLookup.Find(path) is not null);
}
