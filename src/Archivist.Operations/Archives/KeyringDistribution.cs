using Archivist.Keys.Keyrings;
using Archivist.Operations.Configuration;
using Archivist.Operations.Events;
using Archivist.Platform.Problems;
using Archivist.Replicas.Addresses;

namespace Archivist.Operations.Archives;

/// <summary>Copies the keyring of the repository to the replicas that were filled: into the directory <c>keyring</c> of each, where restic and every other reader of repositories pass it over.</summary>
internal sealed class KeyringDistribution(OperationContext context, ArchivistSettings settings)
{
    /// <summary>Brings all copies up to date, one after the other.</summary>
    /// <returns>The most severe failure, which was reported; <see cref="Failure.None"/> without any.</returns>
    internal async Task<Failure> RunAsync(CancellationToken cancellationToken)
    {
        var entries = new Bookkeeping();
        await entries.TryAsync(async () =>
        {
            // A repository at a server of restic's protocol has none.
            if (context.OpenStore(settings.Archive.Repository).FindKeyring() is not { } own)
                return;
            var keyring = new Keyring(own);
            if (!await keyring.ExistsAsync(cancellationToken))
                return;
            foreach (var (_, _, address) in context.Filled)
            {
                foreach (var place in RepositoryAddress.Parse(address).Shares?.All ?? [address])
                    await entries.TryAsync(() => UpdateAsync(keyring, place, cancellationToken));
            }
        });
        return entries.Report(context.Events);
    }

    private async Task UpdateAsync(Keyring keyring, string address, CancellationToken cancellationToken)
    {
        if (context.OpenStore(address).FindKeyring() is { } place)
            await keyring.CopyToAsync(place, cancellationToken);
        else
            context.Note(new Notice.KeyringNotTaken(address));
    }
}
