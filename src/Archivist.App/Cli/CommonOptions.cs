using System.CommandLine;

namespace Archivist.App.Cli;

/// <summary>Options that every verb takes.</summary>
internal static class CommonOptions
{
    internal static readonly Option<string?> Repository = new("--repo", "-r")
    {
        Description = "The repository: a folder, disc:IMAGE, or rest:http://host:port/path. Otherwise the one of archivist.toml.",
        HelpName = "place",
        Recursive = true,
    };

    internal static readonly Option<string?> PasswordFile = new("--password-file", "-p")
    {
        Description = "A file with the password [the reference in archivist.toml; otherwise asked for]",
        HelpName = "file",
        Recursive = true,
    };

    internal static readonly Option<string?> Configuration = new("--config")
    {
        Description = "The settings file. Otherwise ARCHIVIST_CONFIG, ./archivist.toml, the user's and the system's, in this order.",
        HelpName = "file",
        Recursive = true,
    };

    internal static readonly Option<bool> Json = new("--json")
    {
        Description = "Write one JSON object a line instead of text.",
        Recursive = true,
    };

    internal static readonly Option<bool> Quiet = new("--quiet", "-q")
    {
        Description = "Say nothing but results and errors.",
        Recursive = true,
    };

    internal static readonly Option<string?> RetryLock = new("--retry-lock")
    {
        Description = "How long to wait while others have locked the repository: 90s, 5m, 1h30m. Otherwise it is tried once.",
        HelpName = "duration",
        Recursive = true,
    };

    /// <summary>Of the verbs that only read.</summary>
    internal static readonly Option<bool> NoLock = new("--no-lock")
    {
        Description = "Read without a lock, also while others prune.",
    };

    /// <summary>Of the verbs that write packs.</summary>
    internal static readonly Option<bool> NoVerifyWrites = new("--no-verify-writes")
    {
        Description = "Do not open what was sealed once more before it is stored.",
    };

    internal static IReadOnlyList<Option> All { get; } = [Repository, PasswordFile, Configuration, Json, Quiet, RetryLock];
}
