using System.CommandLine;
using Archivist.Operations.Archives;

namespace Archivist.App.Cli;

/// <summary>The values that an action reads from its command line.</summary>
internal static class ParsedCommand
{
    /// <summary>The context that the command line was run with.</summary>
    internal static CommandContext Context(this ParseResult parsed) => ((CommandInvocation)parsed.InvocationConfiguration).Context;

    /// <summary>Which archive the command line means, and how it is opened: flags win, then variables, then archivist.toml.</summary>
    internal static ArchiveAccess Access(this ParseResult parsed)
    {
        var surroundings = parsed.Context().Environment.Surroundings;
        return new ArchiveAccess
        {
            SettingsFile = parsed.GetValue(CommonOptions.Configuration),
            Repository = parsed.GetValue(CommonOptions.Repository) ?? surroundings.Variables["ARCHIVIST_REPOSITORY"] as string,
            PasswordFile = (parsed.GetValue(CommonOptions.PasswordFile) ?? surroundings.Find("ARCHIVIST_PASSWORD_FILE")) is { Length: > 0 } file ? file : null,
            IdentityFile = parsed.GetValue(CommonOptions.Identity),
            LockWait = parsed.GetValue(CommonOptions.RetryLock) is { } wait ? WaitTime.Parse("--retry-lock", wait) : TimeSpan.Zero,
            IgnoresLocks = parsed.GetValue(CommonOptions.NoLock),
            SkipsWriteVerification = parsed.GetValue(CommonOptions.NoVerifyWrites),
        };
    }
}
