using System.Security.Cryptography;
using System.Text;
using Archivist.Evidence;
using Archivist.Keys.Problems;
using Archivist.Keys.Shares;
using Archivist.Operations.Archives;
using Archivist.Operations.Events;
using Archivist.Platform;
using Archivist.Platform.Problems;
using Archivist.Repository.Keys;

namespace Archivist.Operations.Keys.Sharing;

/// <summary>
/// Adds a key whose password is a fresh secret of 256 bits in hexadecimal digits, and splits that secret into shares by SLIP-0039 (docs/decisions/shares.md). The secret is never stored and
/// never shown: only the shares are. Other keys stay as they are.
/// </summary>
public sealed class ShareKeyOperation(OperationEnvironment environment) : Operation<ShareKeyRequest, ShareKeyResult>(environment)
{
    private const int SecretBytes = 32;

    private protected override async Task<ShareKeyResult> RunAsync(ShareKeyRequest request, Archive archive, CancellationToken cancellationToken)
    {
        if (request.GroupThreshold < 1 || request.GroupThreshold > request.Groups.Count || request.Groups.Count > ShareGroup.Most)
            throw new ArchivistException(new ShareGroupsWrong(request.GroupThreshold, request.Groups.Count));
        var context = archive.Context;
        var printer = request.Sheets is { } sheets
            ? await KeySheetPrinter.PrepareAsync(context, archive.NamesRepository ? null : await archive.ReadSettingsAsync(cancellationToken), sheets, cancellationToken)
            : null;
        var repository = await archive.UnlockAsync(cancellationToken);
        var secret = RandomNumberGenerator.GetBytes(SecretBytes);
        try
        {
            var groups = ShareSet.Split(secret, request.GroupThreshold, request.Groups, []);
            RequireSame(secret, groups, request);
            var set = groups[0][0].Set;
            // Anyone who lists the keys, with any tool, sees which of them the shares open.
            var maker = Operator.Current with { Username = "shares", Hostname = set.Words.Replace(' ', '-') };
            await using var held = await archive.LockAsync(repository, exclusive: false, cancellationToken);
            var key = await RepositoryKeys.AddAsync(repository, Encoding.ASCII.GetBytes(CombineSharesOperation.PasswordOf(secret)), maker, context.Clock, cancellationToken);
            var now = context.Clock.GetUtcNow();
            archive.Enter(new LedgerEntry.KeyAdded(now, key.Id.ToString()));
            IReadOnlyList<string> names = [.. request.Groups.Select(group => group.ToString())];
            IReadOnlyList<string> printed = printer is null ? [] : await printer.PrintAsync(new SharedKeyStatus(set.Words, key.Id.ToString(), request.GroupThreshold, names, now, []), groups, cancellationToken);
            var made = new LedgerEntry.SharesMade(now, set.Words, key.Id.ToString(), request.GroupThreshold, names, [.. groups.SelectMany(group => group).Select(share => share.Fingerprint)]);
            return new ShareKeyResult(key, groups) { Sheets = printed, Paper = await PaperChange.EnterAsync(archive, [made], cancellationToken) };
        }
        finally
        {
            CryptographicOperations.ZeroMemory(secret);
        }
    }

    /// <summary>Reads back what will be printed: the last shares of the last groups, which were computed and not drawn, give the secret.</summary>
    private static void RequireSame(byte[] secret, IReadOnlyList<IReadOnlyList<Share>> groups, ShareKeyRequest request)
    {
        var chosen = groups.TakeLast(request.GroupThreshold).SelectMany(group => group.TakeLast(group[0].MemberThreshold)).Select(share => Share.Parse(share.Mnemonic)).ToList();
        if (!CryptographicOperations.FixedTimeEquals(ShareSet.Combine(chosen, []), secret))
            throw new ArchivistException(new SharesContradict());
    }
}
