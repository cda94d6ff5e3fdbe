using Archivist.Evidence;
using Archivist.Evidence.Copying;
using Archivist.Operations.Configuration;
using Archivist.Operations.Events;
using Archivist.Replicas.Addresses;
using Archivist.Replicas.Stores.Http;

namespace Archivist.Operations.Archives;

/// <summary>Copies the ledger to the replicas that were filled: into the directory <c>ledger</c> of each, where restic and every other reader of repositories pass it over.</summary>
internal sealed class LedgerDistribution(OperationContext context, ArchivistSettings settings)
{
    /// <summary>The directory of a replica that has the copy.</summary>
    internal const string Name = "ledger";

    /// <summary>For one request; a bundle has up to 16 MiB.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    /// <summary>Brings all copies up to date, one after the other.</summary>
    /// <returns>The most severe failure, which was reported; <see cref="Platform.Problems.Failure.None"/> without any.</returns>
    internal async Task<Platform.Problems.Failure> RunAsync(CancellationToken cancellationToken)
    {
        var entries = new Bookkeeping();
        if (LedgerFolder.IsBegun(settings.Ledger.Folder, settings.Ledger.Key))
            await entries.TryAsync(() => RunAsync(entries, cancellationToken));
        return entries.Report(context.Events);
    }

    private async Task RunAsync(Bookkeeping entries, CancellationToken cancellationToken)
    {
        var key = (await new ArchiveLedger(settings, context.Clock).OpenAsync(cancellationToken)).Key;
        // What was typed out is no replica of the settings, and no entry of the ledger is about it.
        foreach (var (_, _, address) in context.Filled.Where(filled => settings.Replicas.Any(replica => replica.Name == filled.Name && replica.Url == filled.Address)))
        {
            await entries.TryAsync(() => UpdateAsync(RepositoryAddress.Parse(address), address, key, cancellationToken));
        }
    }

    /// <summary>Does nothing for a place that has no room for other files than those of a repository.</summary>
    private async Task UpdateAsync(RepositoryAddress parsed, string address, NoteKey key, CancellationToken cancellationToken)
    {
        if (parsed.Shares is { } shares)
        {
            foreach (var share in shares.All)
                await UpdateAsync(RepositoryAddress.Parse(share), share, key, cancellationToken);
        }
        else if (parsed.Kind is AddressKind.Directory)
        {
            await LedgerCopies.UpdateAsync(settings.Ledger.Folder, key, new LedgerCopyFolder(Path.Combine(parsed.Path, Name)), cancellationToken);
        }
        else if (parsed is { Kind: AddressKind.Rest, Url: { } url })
        {
            var access = context.Accesses.Find(address, context.FindSecretSources());
            using var client = new HttpClient(HttpConnection.CreateHandler(access.Trust), disposeHandler: true) { Timeout = Patience };
            var peer = new LedgerCopyPeer(client, url, access);
            if (await peer.IsKeptAsync(cancellationToken))
                await LedgerCopies.UpdateAsync(settings.Ledger.Folder, key, peer, cancellationToken);
        }
    }
}
