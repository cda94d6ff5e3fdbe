using System.Security.Cryptography;
using System.Text;
using Archivist.Keys.Age;
using Archivist.Keys.Problems;
using Archivist.Platform.Problems;

namespace Archivist.Keys.Keyrings;

/// <summary>
/// The password of a repository in age files, one for each kind of recipient, beside the repository's own files, where restic passes them over: each can be opened with <c>age</c> alone.
/// An age file does not name its recipients, so a list of them is kept too, as age's own recipients file, encrypted under a secret of the repository: an attacker who can write to the place, but
/// not open the repository, cannot smuggle in a recipient for the next time the files are written. One writer at a time.
/// </summary>
/// <param name="place">Where the files are.</param>
public sealed class Keyring(IKeyringPlace place)
{
    /// <summary>The directory of the keyring, beside those of the repository.</summary>
    public const string FolderName = "keyring";

    /// <summary>A file of a keyring is smaller: the header of a thousand recipients, and a password.</summary>
    public const int LargestFile = 1 << 20;

    private const string ListName = "recipients.age";

    /// <summary>The secret of the list has 256 bits, so one round of work is as good as a million.</summary>
    private const int ListWork = 1;

    /// <summary>The names of all files that a keyring can have, the list of recipients last.</summary>
    public static IReadOnlyList<string> FileNames { get; } = [FileOf(AgeRecipientKind.Passphrase), FileOf(AgeRecipientKind.Classic), FileOf(AgeRecipientKind.Hybrid), ListName];

    private static IReadOnlyList<AgeRecipientKind> Kinds { get; } = Enum.GetValues<AgeRecipientKind>();

    /// <summary>The name of the file for a kind of recipients.</summary>
    public static string FileOf(AgeRecipientKind kind) => kind switch
    {
        AgeRecipientKind.Passphrase => "passphrase.age",
        AgeRecipientKind.Classic => "people.age",
        AgeRecipientKind.Hybrid => "hybrid.age",
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    /// <summary>Whether there is a keyring: its list of recipients, which is there as long as any file is.</summary>
    public async Task<bool> ExistsAsync(CancellationToken cancellationToken) => await place.ReadAsync(ListName, cancellationToken) is not null;

    /// <summary>Finds the password of the repository. Whether it still is that shows when it is used.</summary>
    /// <param name="identities">Each is tried with the file of its kind.</param>
    /// <param name="cancellationToken">Stops.</param>
    /// <returns>The password, which the caller wipes, and the kind of the file that it was in.</returns>
    /// <exception cref="ArchivistException">
    /// <see cref="Failure.Usage"/>: <see cref="KeyringMissing"/>; <see cref="Failure.WrongKey"/>: <see cref="KeyringNotOpened"/>; and those of <see cref="AgeFile"/> for a damaged file.
    /// </exception>
    public async Task<(byte[] Password, AgeRecipientKind Kind)> OpenAsync(IReadOnlyList<AgeIdentity> identities, CancellationToken cancellationToken)
    {
        var (isThere, damage) = (false, (ArchivistException?)null);
        foreach (var kind in Kinds)
        {
            if (await place.ReadAsync(FileOf(kind), cancellationToken) is not { } file)
                continue;
            isThere = true;
            if (identities.Where(identity => identity.Kind == kind).ToList() is not { Count: > 0 } fitting)
                continue;
            try
            {
                return (await OpenAsync(file, fitting, kind, cancellationToken), kind);
            }
            catch (ArchivistException failure)
            {
                // Another file may open; what is wrong with this one is said when none does.
                damage ??= failure.Problem is AgeNotForThisKey ? null : failure;
            }
        }

        throw damage ?? new ArchivistException(isThere ? new KeyringNotOpened(place.Location) : new KeyringMissing(place.Location));
    }

    /// <summary>Everyone who is in the keyring.</summary>
    /// <param name="secret">The secret of the repository for this list.</param>
    /// <param name="cancellationToken">Stops.</param>
    /// <exception cref="ArchivistException"><see cref="Failure.Tampering"/>: <see cref="KeyringListInvalid"/>.</exception>
    public async Task<IReadOnlyList<KeyringEntry>> ListAsync(ReadOnlyMemory<byte> secret, CancellationToken cancellationToken)
    {
        List<KeyringEntry> entries = [];
        if (await place.ReadAsync(FileOf(AgeRecipientKind.Passphrase), cancellationToken) is not null)
            entries.Add(new KeyringEntry(AgeRecipientKind.Passphrase, null));
        entries.AddRange((await ReadListAsync(secret, cancellationToken)).Select(recipient => new KeyringEntry(recipient.Kind, recipient.ToString())));
        return entries;
    }

    /// <summary>Adds recipients; those that are there already stay once. A passphrase replaces the one that was there.</summary>
    /// <param name="secret">The secret of the repository for the list.</param>
    /// <param name="password">The password of the repository.</param>
    /// <param name="added">At least one.</param>
    /// <param name="cancellationToken">Stops between files.</param>
    /// <exception cref="ArchivistException"><see cref="KeyringListInvalid"/>; <see cref="KeyringFileDamaged"/>.</exception>
    public async Task AddAsync(ReadOnlyMemory<byte> secret, ReadOnlyMemory<byte> password, IReadOnlyList<AgeRecipient> added, CancellationToken cancellationToken)
    {
        var listed = await ReadListAsync(secret, cancellationToken);
        var all = listed.Concat(added.Where(recipient => recipient.Kind is not AgeRecipientKind.Passphrase)).DistinctBy(recipient => recipient.ToString()).ToList();
        foreach (var kind in added.Select(recipient => recipient.Kind).Distinct())
        {
            List<AgeRecipient> recipients = kind is AgeRecipientKind.Passphrase ? [added.Last(recipient => recipient.Kind == kind)] : [.. all.Where(recipient => recipient.Kind == kind)];
            await WriteAsync(FileOf(kind), password, recipients, cancellationToken);
        }

        await WriteListAsync(secret, all, cancellationToken);
    }

    /// <summary>Removes one entry: the file of its kind is written again for those who remain, or removed after the last one.</summary>
    /// <param name="secret">The secret of the repository for the list.</param>
    /// <param name="password">The password of the repository.</param>
    /// <param name="entry">An entry of <see cref="ListAsync"/>.</param>
    /// <param name="cancellationToken">Stops between files.</param>
    /// <exception cref="ArchivistException"><see cref="KeyringListInvalid"/>; <see cref="KeyringFileDamaged"/>.</exception>
    public async Task RemoveAsync(ReadOnlyMemory<byte> secret, ReadOnlyMemory<byte> password, KeyringEntry entry, CancellationToken cancellationToken)
    {
        var left = (await ReadListAsync(secret, cancellationToken)).Where(recipient => recipient.ToString() != entry.Recipient).ToList();
        var ofKind = left.Where(recipient => recipient.Kind == entry.Kind).ToList();
        if (ofKind.Count > 0)
            await WriteAsync(FileOf(entry.Kind), password, ofKind, cancellationToken);
        else
            await place.RemoveAsync(FileOf(entry.Kind), cancellationToken);
        await WriteListAsync(secret, left, cancellationToken);
    }

    /// <summary>Writes the files of all key pairs again with a new password. That of a passphrase, which is not known here, is removed: what it holds opens nothing any more.</summary>
    /// <param name="secret">The secret of the repository for the list.</param>
    /// <param name="password">The new password of the repository.</param>
    /// <param name="cancellationToken">Stops between files.</param>
    /// <returns>How many recipients the files were written for, and whether a passphrase was removed.</returns>
    /// <exception cref="ArchivistException"><see cref="KeyringListInvalid"/>; <see cref="KeyringFileDamaged"/>.</exception>
    public async Task<(int Recipients, bool LostPassphrase)> RewrapAsync(ReadOnlyMemory<byte> secret, ReadOnlyMemory<byte> password, CancellationToken cancellationToken)
    {
        var all = await ReadListAsync(secret, cancellationToken);
        foreach (var ofKind in all.GroupBy(recipient => recipient.Kind))
            await WriteAsync(FileOf(ofKind.Key), password, [.. ofKind], cancellationToken);
        var passphrase = FileOf(AgeRecipientKind.Passphrase);
        var hadPassphrase = await place.ReadAsync(passphrase, cancellationToken) is not null;
        if (hadPassphrase)
            await place.RemoveAsync(passphrase, cancellationToken);
        return (all.Count, hadPassphrase);
    }

    /// <summary>Makes another place hold the same files. A keyring that is not here takes nothing from there: a repository that was brought back without it must not cost its copies theirs.</summary>
    /// <returns>Whether anything was written or removed.</returns>
    public async Task<bool> CopyToAsync(IKeyringPlace other, CancellationToken cancellationToken)
    {
        if (!await ExistsAsync(cancellationToken))
            return false;
        var changed = false;
        foreach (var name in FileNames)
        {
            var (here, there) = (await place.ReadAsync(name, cancellationToken), await other.ReadAsync(name, cancellationToken));
            if (here is null ? there is null : there is not null && here.AsSpan().SequenceEqual(there))
                continue;
            changed = true;
            if (here is null)
                await other.RemoveAsync(name, cancellationToken);
            else
                await other.WriteAsync(name, here, cancellationToken);
        }

        return changed;
    }

    private async Task<byte[]> OpenAsync(byte[] file, IReadOnlyList<AgeIdentity> identities, AgeRecipientKind kind, CancellationToken cancellationToken)
    {
        await using var opened = await AgeFile.OpenAsync(new MemoryStream(file, writable: false), identities, $"{place.Location}/{FileOf(kind)}", cancellationToken);
        using var plain = new MemoryStream(file.Length);
        await opened.CopyToAsync(plain, cancellationToken);
        var password = plain.ToArray();
        CryptographicOperations.ZeroMemory(plain.GetBuffer());
        return password;
    }

    private async Task<List<AgeRecipient>> ReadListAsync(ReadOnlyMemory<byte> secret, CancellationToken cancellationToken)
    {
        if (await place.ReadAsync(ListName, cancellationToken) is not { } file)
            return [];
        using var key = AgeIdentity.OfPassphrase(secret.Span);
        try
        {
            await using var opened = await AgeFile.OpenAsync(new MemoryStream(file, writable: false), [key], ListName, cancellationToken);
            using var text = new StreamReader(opened, Encoding.UTF8);
            return [.. (await text.ReadToEndAsync(cancellationToken)).Split('\n').Where(line => line.Length > 0 && line[0] != '#').Select(AgeRecipient.Parse)];
        }
        catch (ArchivistException cause)
        {
            throw new ArchivistException(new KeyringListInvalid($"{place.Location}/{ListName}", Cause.Of(cause)), cause);
        }
    }

    private async Task WriteListAsync(ReadOnlyMemory<byte> secret, IReadOnlyList<AgeRecipient> recipients, CancellationToken cancellationToken)
    {
        var text = Encoding.ASCII.GetBytes(string.Concat(recipients.Select(recipient => $"{recipient}\n")));
        await WriteAsync(ListName, text, [AgeRecipient.OfPassphrase(secret, ListWork)], cancellationToken);
    }

    /// <summary>Encrypts a file, writes it, and reads it back before it counts.</summary>
    private async Task WriteAsync(string name, ReadOnlyMemory<byte> plain, IReadOnlyList<AgeRecipient> recipients, CancellationToken cancellationToken)
    {
        using var file = new MemoryStream();
        var copy = plain.ToArray();
        await AgeFile.WriteAsync(new MemoryStream(copy, writable: false), file, recipients, isText: false, cancellationToken);
        CryptographicOperations.ZeroMemory(copy);
        await place.WriteAsync(name, file.ToArray(), cancellationToken);
        if (await place.ReadAsync(name, cancellationToken) is not { } stored || !stored.AsSpan().SequenceEqual(file.ToArray()))
            throw new ArchivistException(new KeyringFileDamaged($"{place.Location}/{name}"));
    }
}
