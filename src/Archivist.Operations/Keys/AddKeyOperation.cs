using Archivist.Evidence;
using Archivist.Keys.Keyrings;
using Archivist.Keys.Problems;
using Archivist.Operations.Archives;
using Archivist.Operations.Events;
using Archivist.Operations.Keys.Sharing;
using Archivist.Platform;
using Archivist.Repository.Keys;
using Archivist.Repository.Opening;

namespace Archivist.Operations.Keys;

/// <summary>Adds a password that opens a repository, besides the one in use or in its place.</summary>
public sealed class AddKeyOperation(OperationEnvironment environment) : Operation<AddKeyRequest, AddKeyResult>(environment)
{
    private protected override async Task<AddKeyResult> RunAsync(AddKeyRequest request, Archive archive, CancellationToken cancellationToken)
    {
        var context = archive.Context;
        var repository = await archive.UnlockAsync(cancellationToken);
        var password = request.NewPasswordFile is { } file
            ? await Password.ReadFileAsync(file, cancellationToken)
            : await context.AskPasswordAsync(new Question.NewPassword(IsFirst: false), cancellationToken);
        context.Advise(password, request.NewPasswordFile);
        var maker = Operator.Current with
        {
            Username = request.User ?? Operator.Current.Username,
            Hostname = request.Host ?? Operator.Current.Hostname,
        };
        await using var held = await archive.LockAsync(repository, exclusive: request.ReplacesCurrent, cancellationToken);
        var replaced = request.ReplacesCurrent ? (await RepositoryKeys.ListAsync(repository, null, cancellationToken)).FirstOrDefault(key => key.IsCurrent) : null;
        var added = request.ReplacesCurrent
            ? await RepositoryKeys.ReplaceCurrentAsync(repository, password, maker, context.Clock, held, cancellationToken)
            : await RepositoryKeys.AddAsync(repository, password, maker, context.Clock, cancellationToken);
        List<LedgerEntry> entries = [new LedgerEntry.KeyAdded(context.Clock.GetUtcNow(), added.Id.ToString())];
        if (replaced is not null)
            entries.Add(new LedgerEntry.KeyRemoved(context.Clock.GetUtcNow(), replaced.Id.ToString()));
        var paper = await PaperChange.EnterAsync(archive, entries, cancellationToken);
        return new AddKeyResult(added, request.ReplacesCurrent ? await RewrapAsync(repository, (password, added.Id.ToString()), archive, cancellationToken) : 0) { Paper = paper };
    }

    /// <summary>The keyring holds the password that was replaced, so its files are written again.</summary>
    private static async Task<int> RewrapAsync(OpenRepository repository, (ReadOnlyMemory<byte> Password, string Id) key, Archive archive, CancellationToken cancellationToken)
    {
        if (repository.Store.FindKeyring() is not { } place)
            return 0;
        var (recipients, lostPassphrase) = await new Keyring(place).RewrapAsync(repository.KeyringSecret(), key.Password, cancellationToken);
        if (recipients > 0 || lostPassphrase)
            archive.Enter(new LedgerEntry.KeyringRewrapped(archive.Context.Clock.GetUtcNow(), key.Id, recipients, lostPassphrase));
        if (lostPassphrase)
            archive.Context.Warn(new KeyringPassphraseDropped(place.Location));
        return recipients;
    }
}
