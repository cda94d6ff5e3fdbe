using System.CommandLine;
using Archivist.Operations.Archives;
using Archivist.Operations.Configuration;
using Archivist.Operations.Initializing;
using Archivist.Operations.Replicating;
using Archivist.Platform;
using Archivist.Platform.Problems;
using Archivist.Replicas.Stores.Folder;
using Archivist.Repository.Opening;
using Archivist.Repository.Stores;

namespace Archivist.App.Cli.Commands;

/// <summary><c>archivist init</c></summary>
internal static class InitCommand
{
    internal static Command Create()
    {
        var command = new Command("init", "Create a new, empty repository; with settings also its ledger and its replicas.\n\nExample: archivist init --repo /var/lib/archivist/alice --password-file alice.key");
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var context = parsed.Context();
        var settings = await parsed.Archive().FindSettingsAsync(cancellationToken);
        // Another repository than that of the settings has neither their ledger nor their replicas.
        if (settings is not null && parsed.Archive().NamesRepository)
            settings = null;
        if (settings is not null)
            return await RunAsync(parsed, context, settings, cancellationToken);
        var store = parsed.Archive().OpenStore(settings);
        await RequireNoneAsync(store, cancellationToken);
        var password = await parsed.Archive().ReadFirstPasswordAsync(settings, cancellationToken);
        Show(context, store, await SealedRepository.CreateAsync(store, password, Operator.Current, context.Clock, cancellationToken));
        return 0;
    }

    private static async Task<int> RunAsync(ParseResult parsed, CommandContext context, ArchivistSettings settings, CancellationToken cancellationToken)
    {
        var store = parsed.Archive().OpenStore(settings);
        if (!await InitStep.IsNeededAsync(settings, new CopyPlaces(context.Operation, settings.Disk.Repository), cancellationToken))
            await RequireNoneAsync(store, cancellationToken);
        var isNew = await store.FindLengthAsync(ObjectName.Configuration, cancellationToken) is null;
        var password = isNew ? await parsed.Archive().ReadFirstPasswordAsync(settings, cancellationToken) : default;
        var (created, worst) = await InitStep.RunAsync(context.Operation, settings, password, cancellationToken);
        if (created is not null)
            Show(context, store, created);
        return (int)worst;
    }

    private static async Task RequireNoneAsync(IObjectStore store, CancellationToken cancellationToken)
    {
        if (await store.FindLengthAsync(ObjectName.Configuration, cancellationToken) is not null)
        {
            throw new ArchivistException(Failure.Failed, $"{store.Location}: a repository is already here")
            {
                Hint = "Choose another place, or use this one as it is.",
            };
        }

        if (store is FolderStore && RepositoryFolder.FindAbove(Path.TrimEndingDirectorySeparator(store.Location)) is { } around)
        {
            throw new ArchivistException(Failure.Usage, $"{store.Location}: lies in the repository {around}")
            {
                Hint = "Choose a place outside of it.",
            };
        }
    }

    private static void Show(CommandContext context, IObjectStore store, OpenRepository repository) => context.Output.Show(
        new InitRecord("init", store.Location, repository.Id, repository.Version), CliJson.Default.InitRecord,
        record => $"""
            Created repository {record.Id[..10]} at {record.Repository}.
            Keep the password safe: without it no one, and no tool, can read what is stored here.
            """);
}
