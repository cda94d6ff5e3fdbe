using System.Security.Cryptography;
using System.Text;
using Archivist.Keys.Age;
using Archivist.Keys.Keyrings;
using Archivist.Keys.Problems;
using Archivist.Platform.Files;
using Archivist.Platform.Problems;
using Archivist.Recovery.Program.Problems;
using Archivist.Recovery.Protocol;
using Archivist.Repository.Opening;

namespace Archivist.Recovery.Program;

/// <summary>
/// Opens the repository on a disc by whatever the operator has: its password, the passphrase of its keyring, an identity file that is typed, named or found on a medium, or shares on paper.
/// </summary>
/// <param name="machine">Where media are looked for.</param>
/// <param name="recoveryOperator">Gives the keys, and sees which of them opened.</param>
/// <param name="keyring">The keyring on the disc; its files need not be there.</param>
internal sealed class RecoveryUnlocking(RecoveryMachine machine, IRecoveryOperator recoveryOperator, IKeyringPlace keyring)
{
    private const string Device = "/dev/";

    private readonly KeyMedia _media = new(machine);

    /// <summary>Asks until something opens.</summary>
    /// <exception cref="ArchivistException"><see cref="Failure.WrongKey"/>: the operator has nothing else to try.</exception>
    internal async Task<OpenRepository> RunAsync(SealedRepository found, CancellationToken cancellationToken)
    {
        var hasKeyring = await new Keyring(keyring).ExistsAsync(cancellationToken);
        if (hasKeyring && recoveryOperator.UsesKeyMedia && await TryMediaAsync(found, _media.FindAsync(cancellationToken), cancellationToken) is { } opened)
            return opened;
        for (var attempt = 1; ;)
        {
            var answer = await recoveryOperator.AskKeyAsync(attempt, hasKeyring, cancellationToken) ?? throw new ArchivistException(new PassphraseUnknown());
            var repository = answer switch
            {
                KeyAnswer.Combined(var password, var set) => await TryCombinedAsync(found, password, set, cancellationToken),
                KeyAnswer.OnMedium => await TryMediaAsync(found, _media.FindAsync(cancellationToken), cancellationToken),
                KeyAnswer.Typed(var text) => await TryTypedAsync(found, text.Trim(), cancellationToken),
                _ => throw new System.Diagnostics.UnreachableException(),
            };
            if (repository is not null)
                return repository;
            // Looking at the sockets again is no attempt at a key.
            if (answer is not KeyAnswer.OnMedium)
                attempt++;
        }
    }

    private async Task<OpenRepository?> TryTypedAsync(SealedRepository found, string text, CancellationToken cancellationToken)
    {
        var typed = Encoding.UTF8.GetBytes(text);
        try
        {
            if (AgeIdentity.TryParse(typed) is { } identity)
                return await TryKeyAsync(found, new FoundKey("key", [identity]), cancellationToken);
            if (text.StartsWith(Device, StringComparison.Ordinal) && FileLookup.Find(text) is { Kind: FileKind.BlockDevice })
                return await TryMediaAsync(found, KeyMedia.FindOnAsync(text, cancellationToken), cancellationToken);
            if (text.StartsWith('/') && FileLookup.IsFile(text))
                return await TryFileAsync(found, text, cancellationToken);
            return await TryUnlockAsync(found, typed, cancellationToken) ?? await TryPassphraseAsync(found, typed, cancellationToken);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(typed);
        }
    }

    private async Task<OpenRepository?> TryFileAsync(SealedRepository found, string path, CancellationToken cancellationToken)
    {
        try
        {
            return await TryKeyAsync(found, new FoundKey(path, AgeIdentityFile.Parse(await DurableFile.ReadAsync(path, AgeIdentityFile.LargestSize, cancellationToken), path)), cancellationToken);
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException or InvalidDataException or ArchivistException)
        {
            await RefuseAsync(RecoveryKey.File, path, Cause.Of(cause), cancellationToken);
            return null;
        }
    }

    /// <summary>Tries all identity files of some media; with none of them there, says so.</summary>
    private async Task<OpenRepository?> TryMediaAsync(SealedRepository found, IAsyncEnumerable<FoundKey> keys, CancellationToken cancellationToken)
    {
        await foreach (var key in keys)
        {
            if (await TryKeyAsync(found, key, cancellationToken) is { } repository)
                return repository;
        }

        return null;
    }

    private async Task<OpenRepository?> TryKeyAsync(SealedRepository found, FoundKey key, CancellationToken cancellationToken)
    {
        try
        {
            var (password, kind) = await new Keyring(keyring).OpenAsync(key.Identities, cancellationToken);
            var repository = await TryUnlockAsync(found, password, cancellationToken) ?? throw new ArchivistException(new KeyringOutdated(Keyring.FileOf(kind)));
            CryptographicOperations.ZeroMemory(password);
            await recoveryOperator.ReportAsync(new DrillEvent.KeyOpened(RecoveryKey.File, key.Name) { Uptime = RecoveryMachine.Uptime(), Kind = new KeyringEntry(kind, null).Word }, cancellationToken);
            return repository;
        }
        catch (ArchivistException cause)
        {
            await RefuseAsync(RecoveryKey.File, key.Name, Cause.Of(cause), cancellationToken);
            return null;
        }
        finally
        {
            foreach (var identity in key.Identities)
                identity.Dispose();
        }
    }

    private async Task<OpenRepository?> TryPassphraseAsync(SealedRepository found, ReadOnlyMemory<byte> typed, CancellationToken cancellationToken)
    {
        using var passphrase = AgeIdentity.OfPassphrase(typed.Span);
        byte[] password;
        try
        {
            (password, _) = await new Keyring(keyring).OpenAsync([passphrase], cancellationToken);
        }
        catch (ArchivistException)
        {
            // Without a keyring, or for another passphrase, it is simply a wrong one.
            return null;
        }

        if (await TryUnlockAsync(found, password, cancellationToken) is not { } repository)
        {
            await RefuseAsync(RecoveryKey.Passphrase, null, new Cause.Known(new KeyringOutdated(Keyring.FileOf(AgeRecipientKind.Passphrase))), cancellationToken);
            return null;
        }

        CryptographicOperations.ZeroMemory(password);
        await recoveryOperator.ReportAsync(new DrillEvent.KeyOpened(RecoveryKey.Passphrase, null) { Uptime = RecoveryMachine.Uptime() }, cancellationToken);
        return repository;
    }

    private async Task<OpenRepository?> TryCombinedAsync(SealedRepository found, string password, string set, CancellationToken cancellationToken)
    {
        if (await TryUnlockAsync(found, Encoding.ASCII.GetBytes(password), cancellationToken) is not { } repository)
        {
            await RefuseAsync(RecoveryKey.Shares, set, new Cause.Known(new SharesOpenNothing()), cancellationToken);
            return null;
        }

        await recoveryOperator.ReportAsync(new DrillEvent.KeyOpened(RecoveryKey.Shares, set) { Uptime = RecoveryMachine.Uptime() }, cancellationToken);
        return repository;
    }

    private static async Task<OpenRepository?> TryUnlockAsync(SealedRepository found, ReadOnlyMemory<byte> password, CancellationToken cancellationToken)
    {
        try
        {
            return await found.UnlockAsync(password, cancellationToken);
        }
        catch (ArchivistException failure) when (failure.Failure is Failure.WrongKey)
        {
            return null;
        }
    }

    private ValueTask RefuseAsync(RecoveryKey key, string? name, Cause reason, CancellationToken cancellationToken) =>
        recoveryOperator.ReportAsync(new DrillEvent.KeyRefused(key, name, recoveryOperator.Words.Of(reason)) { Uptime = RecoveryMachine.Uptime() }, cancellationToken);
}
