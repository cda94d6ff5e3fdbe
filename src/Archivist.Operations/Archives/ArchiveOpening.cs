using Archivist.Discs.Burning;
using Archivist.Discs.Catalogue;
using Archivist.Keys.Keyrings;
using Archivist.Operations.Configuration;
using Archivist.Operations.Events;
using Archivist.Operations.Problems;
using Archivist.Platform;
using Archivist.Platform.Problems;
using Archivist.Platform.Processes;
using Archivist.Replicas.Addresses;
using Archivist.Replicas.Striping;
using Archivist.Repository.Locks;
using Archivist.Repository.Opening;
using Archivist.Repository.Stores;

namespace Archivist.Operations.Archives;

/// <summary>How the parts of an archive are opened on behalf of an operation, which hears of what is passed over.</summary>
internal static class ArchiveOpening
{
    /// <summary>The store at an address.</summary>
    internal static IObjectStore OpenStore(this OperationContext context, string address) =>
        RepositoryAddress.Parse(address).Shares is { } shares
            ? ReadOnlyStore.Over(new StripedStore([.. shares.Data.Select(context.OpenStore)], [.. shares.Recovery.Select(context.OpenStore)]))
            : context.Environment.Stores.Open(address, context.Accesses.Find(address, context.FindSecretSources()), context.Events);

    /// <summary>The shares of a striped replica as they are stored, to be filled or audited; any other store itself.</summary>
    internal static IObjectStore AsStored(this IObjectStore store) => store.Find<StripedStore>()?.Stored ?? store;

    /// <summary>Opens the same store as it is stored, over connections of its own, to repeat what was read wrongly.</summary>
    /// <exception cref="ArchivistException">As <see cref="OpenStore"/>.</exception>
    internal static IObjectStore ReopenStore(this OperationContext context, string address) =>
        RepositoryAddress.Parse(address).Shares is { } shares
            ? new StripedStore([.. shares.Data.Select(context.ReopenStore)], [.. shares.Recovery.Select(context.ReopenStore)]).Stored
            : context.Environment.Stores.Reopen(address, context.Accesses.Find(address, context.FindSecretSources()), context.Events);

    /// <summary>The same repository; a damaged snapshot or index costs a warning and not the operation.</summary>
    internal static OpenRepository PassingOver(this OperationContext context, OpenRepository repository) =>
        repository.PassingOver((_, cause) => context.Warn(new RecordPassedOver(cause)));

    /// <summary>The catalogue of discs; a damaged record costs a warning and not the operation, unless the operation is about that disc.</summary>
    internal static DiscCatalogue OpenCatalogue(this OperationContext context, ArchivistSettings settings) =>
        new(settings.Catalogue.Path) { PassOver = cause => context.WarnOnce(new RecordPassedOver(Cause.Of(cause))) };

    /// <summary>The password that settings refer to, or that their identity opens in the keyring.</summary>
    internal static Task<ReadOnlyMemory<byte>> ReadPasswordAsync(this OperationContext context, ArchivistSettings settings, CancellationToken cancellationToken) =>
        context.ReadPasswordAsync(settings, null, cancellationToken);

    /// <summary>The password that settings refer to, or that their identity opens in the keyring.</summary>
    /// <param name="context">Opens stores.</param>
    /// <param name="settings">The settings.</param>
    /// <param name="keyring">The keyring that is looked into before those of the settings; null for none.</param>
    /// <param name="cancellationToken">Stops.</param>
    internal static Task<ReadOnlyMemory<byte>> ReadPasswordAsync(this OperationContext context, ArchivistSettings settings, IKeyringPlace? keyring, CancellationToken cancellationToken) =>
        settings.Archive.Password is { } password
            ? password.ResolveAsync(context.FindSecretSources(), cancellationToken)
            : context.OpenKeyringAsync(settings.Archive.Identity!, keyring, settings.KeyringAddresses(), cancellationToken);

    /// <summary>Asks for a password.</summary>
    internal static async Task<ReadOnlyMemory<byte>> AskPasswordAsync(this OperationContext context, Question question, CancellationToken cancellationToken) =>
        await context.Events.AskAsync(question, cancellationToken) is Answer.Secret secret
            ? secret.Bytes
            : throw new InvalidOperationException("The front end answered a question for a password with something else.");

    /// <summary>Asks before everything on a disk is overwritten.</summary>
    /// <exception cref="ArchivistException"><see cref="Failure.Usage"/>: the answer is no, or there is no one to ask.</exception>
    internal static async Task RequireOverwriteAsync(this OperationContext context, string device, RecorderMedium medium, string? confirmed, CancellationToken cancellationToken)
    {
        if (await context.Events.AskAsync(new Question.Overwrite(device, medium, confirmed), cancellationToken) is not Answer.Yes)
            throw new ArchivistException(new OverwriteDeclined(device));
    }

    /// <summary>Warns of a new password that is weak or cannot be typed on the day, and of a file that others can read.</summary>
    internal static void Advise(this OperationContext context, ReadOnlyMemory<byte> password, string? file)
    {
        foreach (var advice in PasswordAdvice.About(password.Span))
            context.Warn(advice);
        if (file is not null && PasswordAdvice.AboutFile(file) is { } about)
            context.Warn(about);
    }

    /// <summary>Locks a repository that is written to, trying once, and clears what killed runs left half written.</summary>
    internal static Task<RepositoryLock> LockAsync(this OperationContext context, OpenRepository repository, CancellationToken cancellationToken) =>
        context.LockAsync(repository, new LockRequest { Who = Operator.Current }, cancellationToken);

    /// <summary>Locks a repository that is written to, and clears what killed runs left half written.</summary>
    internal static async Task<RepositoryLock> LockAsync(this OperationContext context, OpenRepository repository, LockRequest request, CancellationToken cancellationToken)
    {
        var held = await RepositoryLock.AcquireAsync(repository, request, context.Clock, cancellationToken);
        repository.Store.Find<ICleanableStore>()?.RemoveUnfinished();
        return held;
    }

    /// <summary>Keeps others from pruning while this operation reads; tried once.</summary>
    internal static async Task<ReadingLock?> LockForReadingAsync(this OperationContext context, OpenRepository repository, CancellationToken cancellationToken) =>
        await ReadingLock.AcquireAsync(repository, false, Operator.Current, TimeSpan.Zero, context.Warn, context.Clock, cancellationToken);

    internal static SecretSources FindSecretSources(this OperationContext context) => new(name => context.Surroundings.Variables[name] as string, RunSecretCommandAsync);

    private static async Task<ReadOnlyMemory<byte>> RunSecretCommandAsync(IReadOnlyList<string> arguments, CancellationToken cancellationToken)
    {
        var result = await ToolProcess.RunAsync(new ToolCommand(arguments[0], [.. arguments.Skip(1)]), cancellationToken);
        return result.ExitCode == 0
            ? result.Output
            : throw new ArchivistException(new SecretCommandFailed(arguments[0], result.ExitCode));
    }
}
