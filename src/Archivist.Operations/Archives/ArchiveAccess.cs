namespace Archivist.Operations.Archives;

/// <summary>How an archive is found and opened, as a front end was asked to.</summary>
public sealed record ArchiveAccess
{
    /// <summary>The settings file; null for the one in the usual places.</summary>
    public string? SettingsFile { get; init; }

    /// <summary>The address of a repository that is not, or need not be, that of the settings; null for theirs.</summary>
    public string? Repository { get; init; }

    /// <summary>A file with the password; null for the reference of the settings, and a question where there is none.</summary>
    public string? PasswordFile { get; init; }

    /// <summary>An age identity file that opens the repository through its keyring, before any password; null for none.</summary>
    public string? IdentityFile { get; init; }

    /// <summary>How long to wait while others have locked the repository.</summary>
    public TimeSpan LockWait { get; init; }

    /// <summary>Reads without a lock.</summary>
    public bool IgnoresLocks { get; init; }

    /// <summary>Stores what was sealed without opening it again first.</summary>
    public bool SkipsWriteVerification { get; init; }
}
