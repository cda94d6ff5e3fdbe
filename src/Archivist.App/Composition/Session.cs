using System.CommandLine;
using Archivist.App.Cli;
using Archivist.App.Configuration;
using Archivist.Media.Catalogue;
using Archivist.Replicas.Stores.Folder;
using Archivist.Repository;
using Archivist.Repository.Processes;

namespace Archivist.App.Composition;

/// <summary>Finds the repository and the password that a command line means: flags win, then variables, then archivist.toml.</summary>
internal static class Session
{
    private static readonly SecretSources Secrets = new(Environment.GetEnvironmentVariable, RunSecretCommandAsync);

    /// <summary>The settings; a missing file is an error.</summary>
    internal static Task<ArchivistSettings> ReadSettingsAsync(ParseResult parsed, CancellationToken cancellationToken) =>
        SettingsReader.ReadAsync(parsed.GetValue(CommonOptions.Configuration), SettingsEnvironment.OfProcess(), cancellationToken);

    /// <summary>The settings, or null when the command line names a repository itself and so does not need them.</summary>
    internal static async Task<ArchivistSettings?> FindSettingsAsync(ParseResult parsed, CancellationToken cancellationToken) =>
        NamedRepository(parsed) is not null && parsed.GetValue(CommonOptions.Configuration) is null
            ? null
            : await ReadSettingsAsync(parsed, cancellationToken);

    /// <summary>The settings where there are any; a command that names its repository works without, and says so when they cannot be read.</summary>
    internal static Task<ArchivistSettings?> TryFindSettingsAsync(ParseResult parsed, CancellationToken cancellationToken) =>
        FindSettingsAsync(parsed, canDoWithout: NamedRepository(parsed) is not null, cancellationToken);

    /// <summary>The settings, or null when no file is named and none is in the usual places.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="canDoWithout">Settings that cannot be looked at or read cost a warning; otherwise they are an error. So are missing ones that are named.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    internal static async Task<ArchivistSettings?> FindSettingsAsync(ParseResult parsed, bool canDoWithout, CancellationToken cancellationToken)
    {
        try
        {
            return SettingsReader.TryFind(parsed.GetValue(CommonOptions.Configuration), SettingsEnvironment.OfProcess()) is null
                ? null
                : await ReadSettingsAsync(parsed, cancellationToken);
        }
        catch (ArchivistException cause) when (canDoWithout && parsed.GetValue(CommonOptions.Configuration) is null)
        {
            CommandContext.Current.Output.WarnOnce($"{cause.Message}; this goes on without the settings");
            return null;
        }
    }

    internal static IObjectStore OpenStore(ParseResult parsed, ArchivistSettings? settings)
    {
        return StoreAddress.Open(AddressOf(parsed, settings));
    }

    /// <summary>The address of the repository that is meant.</summary>
    internal static string AddressOf(ParseResult parsed, ArchivistSettings? settings)
    {
        var address = NamedRepository(parsed) ?? settings?.Disk.Repository;
        return address is { Length: > 0 }
            ? address
            : throw new ArchivistException(Failure.Usage, "no repository is named")
            {
                Hint = "Give --repo, or write an archivist.toml.",
            };
    }

    internal static async Task<ReadOnlyMemory<byte>> ReadPasswordAsync(
        ParseResult parsed, ArchivistSettings? settings, CancellationToken cancellationToken)
    {
        if (FindPasswordFile(parsed) is { } file)
            return await Password.ReadFileAsync(file, cancellationToken);
        if (settings is not null)
            return await ReadPasswordAsync(settings, cancellationToken);
        RequireFreeInput(parsed);
        return Password.Ask("Password: ");
    }

    /// <summary>The password of a new repository: asked twice on a terminal, and with advice on what speaks against it.</summary>
    internal static async Task<ReadOnlyMemory<byte>> ReadFirstPasswordAsync(
        ParseResult parsed, ArchivistSettings? settings, CancellationToken cancellationToken)
    {
        var named = FindPasswordFile(parsed);
        var password = named is null && settings is null
            ? Password.AskForNew("Password for the new repository: ")
            : await ReadPasswordAsync(parsed, settings, cancellationToken);
        Advise(password, named ?? settings?.Disk.Password.File);
        return password;
    }

    /// <summary>Warns of a new password that is weak or cannot be typed on the day, and of a file that others can read.</summary>
    internal static void Advise(ReadOnlyMemory<byte> password, string? file)
    {
        var output = CommandContext.Current.Output;
        foreach (var advice in PasswordAdvice.About(password.Span))
            output.Warn(advice);
        if (file is not null && PasswordAdvice.AboutFile(file) is { } about)
            output.Warn(about);
    }

    private static string? FindPasswordFile(ParseResult parsed) =>
        (parsed.GetValue(CommonOptions.PasswordFile) ?? Environment.GetEnvironmentVariable("ARCHIVIST_PASSWORD_FILE")) is { Length: > 0 } file ? file : null;

    /// <summary>Standard input cannot be both the password and what is captured.</summary>
    private static void RequireFreeInput(ParseResult parsed)
    {
        if (Console.IsInputRedirected && SourceOptions.TakesInput(parsed))
        {
            throw new ArchivistException(Failure.Usage, "standard input is what is captured, so the password cannot come from there")
            {
                Hint = "Give the password with --password-file.",
            };
        }
    }

    internal static Task<ReadOnlyMemory<byte>> ReadPasswordAsync(ArchivistSettings settings, CancellationToken cancellationToken) =>
        settings.Disk.Password.ResolveAsync(Secrets, cancellationToken);

    internal static async Task<OpenRepository> UnlockAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var settings = await FindSettingsAsync(parsed, cancellationToken);
        var found = await SealedRepository.FindAsync(OpenStore(parsed, settings), cancellationToken);
        var opened = await found.UnlockAsync(await ReadPasswordAsync(parsed, settings, cancellationToken), cancellationToken);
        return ObeyWriteFlags(parsed, PassingOver(opened));
    }

    /// <summary>The same repository, written to as the command line says.</summary>
    internal static OpenRepository ObeyWriteFlags(ParseResult parsed, OpenRepository repository) =>
        parsed.GetValue(CommonOptions.NoVerifyWrites) ? repository.WithoutVerifiedWrites() : repository;

    /// <summary>The same repository; a damaged snapshot or index costs a warning and not the command.</summary>
    internal static OpenRepository PassingOver(OpenRepository repository) =>
        repository.PassingOver((_, cause) => CommandContext.Current.Output.Warn($"{cause}; it is passed over"));

    /// <summary>The catalogue of discs; a damaged record costs a warning and not the command, unless the command is about that disc.</summary>
    internal static DiscCatalogue OpenCatalogue(ArchivistSettings settings) =>
        new(settings.Catalogue.Path) { PassOver = cause => CommandContext.Current.Output.WarnOnce($"{cause.Message}; it is passed over") };

    /// <summary>Locks a repository that is written to, and clears what killed runs left half written.</summary>
    internal static Task<RepositoryLock> LockAsync(OpenRepository repository, TimeProvider clock, CancellationToken cancellationToken) =>
        LockAsync(repository, new LockRequest { Who = Operator.Current }, clock, cancellationToken);

    /// <summary>The same, waiting as long as the command line says.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="repository">What is locked.</param>
    /// <param name="exclusive">For what removes or rewrites.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    internal static Task<RepositoryLock> LockAsync(
        ParseResult parsed, OpenRepository repository, bool exclusive, CancellationToken cancellationToken)
    {
        var context = CommandContext.Current;
        var request = new LockRequest
        {
            IsExclusive = exclusive,
            Who = Operator.Current,
            Wait = FindWait(parsed),
            Waiting = context.Output.Note,
        };
        return LockAsync(repository, request, context.Clock, cancellationToken);
    }

    /// <summary>Keeps others from pruning while this run reads, or exclusively from writing at all; null with <c>--no-lock</c>.</summary>
    internal static async Task<ReadingLock?> LockForReadingAsync(
        ParseResult parsed, OpenRepository repository, bool exclusive, CancellationToken cancellationToken) =>
        parsed.GetValue(CommonOptions.NoLock)
            ? null
            : await ReadingLock.AcquireAsync(
                repository, exclusive, Operator.Current, FindWait(parsed), CommandContext.Current.Output.Warn, CommandContext.Current.Clock, cancellationToken);

    /// <summary>The same for verbs that know no flags for it: not exclusively, and tried once.</summary>
    internal static async Task<ReadingLock?> LockForReadingAsync(CommandContext context, OpenRepository repository, CancellationToken cancellationToken) =>
        await ReadingLock.AcquireAsync(repository, false, Operator.Current, TimeSpan.Zero, context.Output.Warn, context.Clock, cancellationToken);

    private static TimeSpan FindWait(ParseResult parsed) =>
        parsed.GetValue(CommonOptions.RetryLock) is { } wait ? WaitTime.Parse("--retry-lock", wait) : TimeSpan.Zero;

    private static async Task<RepositoryLock> LockAsync(
        OpenRepository repository, LockRequest request, TimeProvider clock, CancellationToken cancellationToken)
    {
        var held = await RepositoryLock.AcquireAsync(repository, request, clock, cancellationToken);
        if (repository.Store is FolderStore folder)
            folder.RemoveUnfinished();
        return held;
    }

    /// <summary>True when the command line or a variable names a repository, which then is not that of the settings.</summary>
    internal static bool NamesRepository(ParseResult parsed) => NamedRepository(parsed) is { Length: > 0 };

    private static string? NamedRepository(ParseResult parsed) =>
        parsed.GetValue(CommonOptions.Repository) ?? Environment.GetEnvironmentVariable("ARCHIVIST_REPOSITORY");

    private static async Task<ReadOnlyMemory<byte>> RunSecretCommandAsync(IReadOnlyList<string> arguments, CancellationToken cancellationToken)
    {
        var result = await ToolProcess.RunAsync(new ToolCommand(arguments[0], [.. arguments.Skip(1)]), cancellationToken);
        return result.ExitCode == 0
            ? result.Output
            : throw new ArchivistException(Failure.Usage, $"secret cmd:{arguments[0]} ended with code {result.ExitCode}")
            {
                Hint = "Run the command by hand and see what it says.",
            };
    }
}
