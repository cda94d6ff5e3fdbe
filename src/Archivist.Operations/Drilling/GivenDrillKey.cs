using System.Security.Cryptography;
using System.Text;
using Archivist.Drills;
using Archivist.Evidence;
using Archivist.Keys.Age;
using Archivist.Keys.Keyrings;
using Archivist.Keys.Shares;
using Archivist.Operations.Archives;
using Archivist.Operations.Configuration;
using Archivist.Operations.Events;
using Archivist.Operations.Keys;
using Archivist.Operations.Keys.Sharing;
using Archivist.Operations.Problems;
using Archivist.Platform.Files;
using Archivist.Platform.Problems;
using Archivist.Recovery.Builder;
using Archivist.Reports.Runs;

namespace Archivist.Operations.Drilling;

/// <summary>The key that a drill opens its disc with, and what records and the ledger say about it. Disposing wipes the identities.</summary>
internal sealed class GivenDrillKey : IDisposable
{
    private const string StickLabel = "KEYS", FileOnStick = "KEY.TXT";

    private readonly IReadOnlyList<AgeIdentity> _identities;
    private readonly IReadOnlyList<Share> _shares;

    private GivenDrillKey(DrillKey key, IReadOnlyList<AgeIdentity> identities, IReadOnlyList<Share> shares) => (Key, _identities, _shares) = (key, identities, shares);

    /// <summary>What the machine gets.</summary>
    internal DrillKey Key { get; }

    /// <summary>Reads the key that was asked for.</summary>
    /// <param name="context">Asks for a passphrase that no file and no setting gives.</param>
    /// <param name="settings">Give what the request leaves open.</param>
    /// <param name="asked">The request.</param>
    /// <param name="password">The password of the repository.</param>
    /// <param name="cancellationToken">Stops.</param>
    /// <exception cref="ArchivistException"><see cref="DrillKeyNotGiven"/>, or what is wrong with the file, the reference or a share.</exception>
    internal static async Task<GivenDrillKey> ReadAsync(
        OperationContext context, ArchivistSettings settings, DrillUnlock asked, ReadOnlyMemory<byte> password, CancellationToken cancellationToken)
    {
        switch (asked.Kind ?? settings.Drill.Unlock)
        {
            case DrillKeyKind.Passphrase:
                var passphrase = await ReadPassphraseAsync(context, settings, asked, cancellationToken);
                return new GivenDrillKey(new DrillKey.Passphrase(Encoding.UTF8.GetString(passphrase.Span)), [AgeIdentity.OfPassphrase(passphrase.Span)], []);
            case DrillKeyKind.Stick:
                return await ReadStickAsync(asked.IdentityFile ?? settings.Drill.Identity ?? throw NotGiven(DrillKeyKind.Stick), cancellationToken);
            case DrillKeyKind.Shares:
                var given = asked.Shares.Count > 0 ? asked.Shares : await ReadSharesAsync(context, settings, cancellationToken);
                var shares = given.Select(CombineSharesOperation.Read).ToList();
                return shares.Count > 0
                    ? new GivenDrillKey(new DrillKey.Shares(shares[0].Set.Words, [.. shares.Select(share => share.Mnemonic)]), [], shares)
                    : throw NotGiven(DrillKeyKind.Shares);
            default:
                return new GivenDrillKey(new DrillKey.Password(Encoding.UTF8.GetString(password.Span)), [], []);
        }
    }

    /// <summary>Names the key for records, without any secret.</summary>
    /// <param name="drill">What came of the drill.</param>
    internal DrillKeyReport Describe(RecoveryDrillResult drill)
    {
        var entries = _identities.Select(identity => new KeyringEntry(identity.Kind, identity.Recipient?.ToString())).ToList();
        var opened = drill.IdentityKind is { } kind ? entries.FindAll(entry => entry.Word == kind) : entries;
        return new DrillKeyReport
        {
            Unlock = Key.Kind.Word,
            Name = Key.Name,
            Kind = drill.IdentityKind,
            Fingerprints = [.. opened.Select(entry => entry.Fingerprint).OfType<string>(), .. _shares.Select(share => share.Fingerprint).Distinct()],
            HasOpened = drill.HasKeyOpened,
        };
    }

    /// <summary>
    /// The entries that make a drill that the key opened a test of that key. A disc may be older than the keyring, so a key of the keyring counts only if it opens that of the repository too; shares count
    /// if the ledger knows them.
    /// </summary>
    internal async Task<IReadOnlyList<LedgerEntry>> FindTestsAsync(OperationContext context, ArchivistSettings settings, CancellationToken cancellationToken)
    {
        var now = context.Clock.GetUtcNow();
        if (_shares.Count > 0)
        {
            var history = await KeyHistory.ReadAsync(new ArchiveLedger(settings, context.Clock), cancellationToken);
            return
            [
                .. _shares.DistinctBy(share => share.Fingerprint).Where(share => history.Knows(share.Set.Words, share.Fingerprint) is true)
                    .Select(share => new LedgerEntry.ShareTested(now, share.Set.Words, share.Fingerprint)),
            ];
        }

        if (_identities.Count == 0)
            return [];
        try
        {
            return (await KeyTesting.RunAsync(context.OpenStore(settings.Archive.Repository), _identities, now, cancellationToken)).Entries;
        }
        catch (Exception cause) when (cause is ArchivistException or IOException or UnauthorizedAccessException)
        {
            context.Warn(new DrilledKeyNotCounted(Cause.Of(cause)));
            return [];
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var identity in _identities)
            identity.Dispose();
    }

    private static async Task<ReadOnlyMemory<byte>> ReadPassphraseAsync(OperationContext context, ArchivistSettings settings, DrillUnlock asked, CancellationToken cancellationToken) =>
        asked.PassphraseFile is { } file ? await Password.ReadFileAsync(file, cancellationToken)
        : settings.Drill.Passphrase is { } reference ? await reference.ResolveAsync(context.FindSecretSources(), cancellationToken)
        : await context.AskPasswordAsync(new Question.Password("the keyring"), cancellationToken);

    /// <summary>The stick has the very bytes of the file: that they are found and understood is part of the drill.</summary>
    private static async Task<GivenDrillKey> ReadStickAsync(string file, CancellationToken cancellationToken)
    {
        var identities = await KeyringOpening.ReadIdentitiesAsync(file, cancellationToken);
        var content = await DurableFile.ReadAsync(file, AgeIdentityFile.LargestSize, cancellationToken);
        try
        {
            var stick = new FatImage(StickLabel, NewSerial());
            stick.Add(FileOnStick, content);
            return new GivenDrillKey(new DrillKey.Stick(Path.GetFileName(file), stick.ToArray()), identities, []);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(content);
        }
    }

    private static uint NewSerial() => (uint)RandomNumberGenerator.GetInt32(1, int.MaxValue);

    private static async Task<IReadOnlyList<GivenShare>> ReadSharesAsync(OperationContext context, ArchivistSettings settings, CancellationToken cancellationToken)
    {
        var shares = new List<GivenShare>();
        foreach (var reference in settings.Drill.Shares)
            shares.AddRange(GivenShare.In(reference.ToString(), Encoding.UTF8.GetString((await reference.ResolveAsync(context.FindSecretSources(), cancellationToken)).Span)));
        return shares;
    }

    private static ArchivistException NotGiven(DrillKeyKind kind) => new(new DrillKeyNotGiven(kind));
}
