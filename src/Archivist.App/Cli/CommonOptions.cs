using System.CommandLine;

namespace Archivist.App.Cli;

/// <summary>Options that every verb takes.</summary>
internal static class CommonOptions
{
    internal static readonly Option<string?> Repository = new("--repo", "-r")
    {
        Description = "Repository: directory, disc:…, rest:…, s3:…, rclone:…, sftp:… [settings file]",
        HelpName = "place",
        Recursive = true,
    };

    internal static readonly Option<string?> PasswordFile = new("--password-file", "-p")
    {
        Description = "File that holds the password [settings file, then a prompt]",
        HelpName = "file",
        Recursive = true,
    };

    internal static readonly Option<string?> Identity = new("--identity")
    {
        Description = "Age identity file that opens the repository through its keyring",
        HelpName = "file",
        Recursive = true,
    };

    internal static readonly Option<string?> Configuration = new("--config")
    {
        Description = "Settings file [ARCHIVIST_CONFIG, ./archivist.toml, the user's, the system's]",
        HelpName = "file",
        Recursive = true,
    };

    internal static readonly Option<bool> Json = new("--json")
    {
        Description = "Write JSON, one object per line.",
        Recursive = true,
    };

    internal static readonly Option<bool> Quiet = new("--quiet", "-q")
    {
        Description = "Print results and errors only.",
        Recursive = true,
    };

    internal static readonly Option<string?> RetryLock = new("--retry-lock")
    {
        Description = "How long to wait for a locked repository: 90s, 5m, 1h30m [don't wait]",
        HelpName = "duration",
        Recursive = true,
    };

    /// <summary>Of the verbs that only read.</summary>
    internal static readonly Option<bool> NoLock = new("--no-lock")
    {
        Description = "Read without a lock, even while another process prunes.",
    };

    /// <summary>Of the verbs that write packs.</summary>
    internal static readonly Option<bool> NoVerifyWrites = new("--no-verify-writes")
    {
        Description = "Don't verify packs and indexes in memory before they are stored.",
    };

    internal static IReadOnlyList<Option> All { get; } = [Repository, PasswordFile, Identity, Configuration, Json, Quiet, RetryLock];
}
