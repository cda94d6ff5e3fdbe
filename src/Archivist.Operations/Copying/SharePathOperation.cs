using System.Security.Cryptography;
using System.Text;
using Archivist.Evidence;
using Archivist.Keys.Age;
using Archivist.Keys.Keyrings;
using Archivist.Keys.Problems;
using Archivist.Operations.Archives;
using Archivist.Operations.Events;
using Archivist.Operations.Problems;
using Archivist.Operations.Replicating;
using Archivist.Platform;
using Archivist.Platform.Files;
using Archivist.Platform.Kernel;
using Archivist.Platform.Problems;
using Archivist.Repository.Copying;
using Archivist.Repository.Opening;
using Archivist.Repository.Packs;
using Archivist.Repository.Snapshots;
using Archivist.Repository.Stores;

namespace Archivist.Operations.Copying;

/// <summary>Shares one path of a snapshot: in a new repository with a password of its own, which is encrypted for the recipients. The archive itself does not change.</summary>
public sealed class SharePathOperation(OperationEnvironment environment) : Operation<SharePathRequest, SharePathResult>(environment)
{
    /// <summary>Of the password, as random bytes; its text has two hexadecimal digits for each.</summary>
    private const int PasswordSize = 32;

    private protected override async Task<SharePathResult> RunAsync(SharePathRequest request, Archive archive, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfZero(request.Recipients.Count + (request.IsForPassphrase ? 1 : 0), nameof(request));
        var context = archive.Context;
        // Everything that can be wrong shows before anything is written.
        var recipients = request.Recipients.Select(AgeRecipient.Parse).DistinctBy(recipient => recipient.ToString()).ToList();
        RequireKeyFile(request, recipients);
        await using var reading = await archive.OpenForReadingAsync(cancellationToken);
        var store = context.OpenStore(request.To);
        await RequirePlaceAsync(store, request.KeyFile is not null, cancellationToken);
        var chosen = await ChosenSnapshot.FindAsync(archive, reading.Repository, new SnapshotReference(request.Snapshot, ""), request.Filter, cancellationToken);
        var part = await SnapshotPart.FindAsync(await reading.Repository.LoadIndexAsync(cancellationToken), chosen.Snapshot, request.Path, cancellationToken);
        List<KeyringEntry> entries = [.. recipients.Select(recipient => new KeyringEntry(recipient.Kind, recipient.ToString()))];
        if (request.IsForPassphrase)
            entries.Add(new KeyringEntry(AgeRecipientKind.Passphrase, null));
        var result = new SharePathResult(store.Location, chosen.Snapshot, part.Path, part.Files, part.Bytes, null, default, entries, store.FindKeyring() is not null, request.KeyFile);
        if (request.IsDryRun)
            return result;
        if (request.IsForPassphrase)
            recipients.Add(AgeRecipient.OfPassphrase(await ReadPassphraseAsync(request, context, cancellationToken)));
        var (copy, added) = await CreateAsync(request, context, store, part, recipients, cancellationToken);
        archive.Enter(new LedgerEntry.PathShared(
            context.Clock.GetUtcNow(), chosen.Snapshot.Id.ToString(), await CopyPlaces.IdentityAsync(store, cancellationToken),
            [.. entries.Select(entry => entry.Fingerprint).OfType<string>()], request.IsForPassphrase));
        return result with { Copy = copy, Added = added };
    }

    private static void RequireKeyFile(SharePathRequest request, IReadOnlyList<AgeRecipient> recipients)
    {
        if (request.KeyFile is not { } file)
            return;
        if (recipients.Select(recipient => recipient.Kind).Concat(request.IsForPassphrase ? [AgeRecipientKind.Passphrase] : []).Distinct().Count() > 1)
            throw new ArchivistException(new AgeRecipientsMixed(file));
        if (FileLookup.FindLink(file) is not null)
            throw new ArchivistException(new PathNotWritable(file, new Cause.Kernel(KernelError.Exists)));
    }

    private static async Task RequirePlaceAsync(IObjectStore store, bool hasKeyFile, CancellationToken cancellationToken)
    {
        await FreePlace.RequireAsync(store, cancellationToken);
        if (store.FindKeyring() is not { } place)
        {
            if (!hasKeyFile)
                throw new ArchivistException(new KeyringNotKept(store.Location));
            return;
        }

        // A keyring without a repository is what is left of one.
        if (await new Keyring(place).ExistsAsync(cancellationToken))
            throw new ArchivistException(new KeyringLeftBehind(store.Location));
    }

    private static async Task<ReadOnlyMemory<byte>> ReadPassphraseAsync(SharePathRequest request, OperationContext context, CancellationToken cancellationToken)
    {
        var passphrase = request.PassphraseFile is { } file
            ? await Password.ReadFileAsync(file, cancellationToken)
            : await context.AskPasswordAsync(new Question.NewPassword(IsFirst: false), cancellationToken);
        context.Advise(passphrase, request.PassphraseFile);
        return passphrase;
    }

    /// <summary>No lock is taken: no other process has the password before this is done.</summary>
    private static async Task<(Snapshot Copy, WriteTotals Added)> CreateAsync(
        SharePathRequest request, OperationContext context, IObjectStore store, SnapshotPart part, IReadOnlyList<AgeRecipient> recipients, CancellationToken cancellationToken)
    {
        var password = Encoding.ASCII.GetBytes(SystemRandom.GetHexString(2 * PasswordSize));
        var (isBegun, hasKeyFile) = (false, false);
        try
        {
            if (request.KeyFile is { } file)
            {
                await WriteKeyFileAsync(file, password, recipients, cancellationToken);
                hasKeyFile = true;
            }

            var repository = await SealedRepository.CreateAsync(store, password, Operator.Current, context.Clock, cancellationToken);
            isBegun = true;
            if (store.FindKeyring() is { } place)
                await new Keyring(place).AddAsync(repository.KeyringSecret(), password, recipients, cancellationToken);
            var progress = context.Progress<WriteTotals>(totals => new(Work.Copying, null, totals.NewBytes, null, 0, default));
            return await part.CopyAsync(await repository.LoadIndexAsync(cancellationToken), progress, cancellationToken);
        }
        catch
        {
            if (hasKeyFile)
                DurableFile.Remove(request.KeyFile!);
            if (isBegun)
                context.Warn(new SharedPlaceUnfinished(store.Location));
            throw;
        }
        finally
        {
            CryptographicOperations.ZeroMemory(password);
        }
    }

    /// <summary>As text, which mail and messengers keep intact.</summary>
    private static async Task WriteKeyFileAsync(string path, ReadOnlyMemory<byte> password, IReadOnlyList<AgeRecipient> recipients, CancellationToken cancellationToken)
    {
        using var content = new MemoryStream();
        var plain = password.ToArray();
        await AgeFile.WriteAsync(new MemoryStream(plain, writable: false), content, recipients, isText: true, cancellationToken);
        CryptographicOperations.ZeroMemory(plain);
        try
        {
            await DurableFile.CreateAsync(Path.GetFullPath(path), content.ToArray(), UnixFileMode.UserRead | UnixFileMode.UserWrite, cancellationToken);
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            throw new ArchivistException(WriteProblem.Of(path, cause), cause);
        }
    }
}
