using System.Security.Cryptography;
using Archivist.Evidence;
using Archivist.Keys.Age;
using Archivist.Keys.Keyrings;
using Archivist.Operations.Archives;
using Archivist.Operations.Events;
using Archivist.Platform.Files;
using Archivist.Platform.Problems;

namespace Archivist.Operations.Keys;

/// <summary>Adds recipients to the keyring of a repository: nothing of the repository itself changes.</summary>
public sealed class AddRecipientsOperation(OperationEnvironment environment) : Operation<AddRecipientsRequest, AddRecipientsResult>(environment)
{
    private protected override async Task<AddRecipientsResult> RunAsync(AddRecipientsRequest request, Archive archive, CancellationToken cancellationToken)
    {
        // What was typed wrongly costs no scrypt.
        var recipients = request.Recipients.Select(AgeRecipient.Parse).ToList();
        var (repository, password) = await archive.UnlockWithPasswordAsync(cancellationToken);
        var keyring = repository.Store.RequireKeyring();
        var passphrase = ReadOnlyMemory<byte>.Empty;
        if (request.IsPassphrase)
        {
            passphrase = request.PassphraseFile is { } file
                ? await Password.ReadFileAsync(file, cancellationToken)
                : await archive.Context.AskPasswordAsync(new Question.NewPassword(IsFirst: false), cancellationToken);
            archive.Context.Advise(passphrase, request.PassphraseFile);
            recipients.Add(AgeRecipient.OfPassphrase(passphrase));
        }

        string? created = null;
        if (request.NewIdentityFile is { } identityFile)
        {
            if (FileLookup.Find(identityFile) is null)
                await CreateAsync(created = identityFile, cancellationToken);
            foreach (var identity in await KeyringOpening.ReadIdentitiesAsync(identityFile, cancellationToken))
            {
                recipients.Add(identity.Recipient!);
                identity.Dispose();
            }
        }

        await using var held = await archive.LockAsync(repository, exclusive: false, cancellationToken);
        var secret = repository.KeyringSecret();
        await keyring.AddAsync(secret, password, recipients, cancellationToken);
        foreach (var added in recipients.Select(recipient => new KeyringEntry(recipient.Kind, recipient.Kind is AgeRecipientKind.Passphrase ? null : recipient.ToString())).Distinct())
            archive.Enter(new LedgerEntry.RecipientAdded(archive.Context.Clock.GetUtcNow(), added.Word, added.Fingerprint));
        return new AddRecipientsResult(await keyring.ListAsync(secret, cancellationToken), created);
    }

    private static async Task CreateAsync(string path, CancellationToken cancellationToken)
    {
        using var identity = AgeIdentity.Create(isHybrid: true);
        var content = AgeIdentityFile.Format(identity);
        try
        {
            await DurableFile.CreateAsync(Path.GetFullPath(path), content, UnixFileMode.UserRead | UnixFileMode.UserWrite, cancellationToken);
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            throw new ArchivistException(WriteProblem.Of(path, cause), cause);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(content);
        }
    }
}
