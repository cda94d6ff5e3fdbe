using Archivist.Operations.Archives;
using Archivist.Operations.Configuration;
using Archivist.Operations.Events;
using Archivist.Platform;
using Archivist.Repository.Opening;
using Archivist.Repository.Stores;

namespace Archivist.Operations.Initializing;

/// <summary>Creates a repository; with settings also its ledger and its replicas, as far as they were never there.</summary>
public sealed class InitializeOperation(OperationEnvironment environment) : Operation<InitializeRequest, InitializeResult>(environment)
{
    private protected override async Task<InitializeResult> RunAsync(InitializeRequest request, Archive archive, CancellationToken cancellationToken)
    {
        var settings = await archive.FindSettingsAsync(cancellationToken);
        // Another repository than that of the settings has neither their ledger nor their replicas.
        if (settings is not null && !archive.NamesRepository)
            return await CreateAsync(archive, settings, cancellationToken);
        var store = archive.OpenStore(null);
        await FreePlace.RequireAsync(store, cancellationToken);
        var password = await archive.ReadFirstPasswordAsync(null, cancellationToken);
        return new InitializeResult(Describe(store, await SealedRepository.CreateAsync(store, password, Operator.Current, archive.Context.Clock, cancellationToken)));
    }

    private static async Task<InitializeResult> CreateAsync(Archive archive, ArchivistSettings settings, CancellationToken cancellationToken)
    {
        var store = archive.OpenStore(settings);
        if (!await ArchiveCreation.IsNeededAsync(archive.Context, settings, cancellationToken))
            await FreePlace.RequireAsync(store, cancellationToken);
        var isNew = await store.FindLengthAsync(ObjectName.Configuration, cancellationToken) is null;
        var password = isNew ? await archive.ReadFirstPasswordAsync(settings, cancellationToken) : default;
        var (created, worst) = await ArchiveCreation.RunAsync(archive.Context, settings, password, cancellationToken);
        return new InitializeResult(created is null ? null : Describe(store, created)) { Verdict = worst };
    }

    private static CreatedRepository Describe(IObjectStore store, OpenRepository repository) => new(store.Location, repository.Id, repository.Version);
}
