using System.Collections.Concurrent;
using Archivist.Evidence;
using Archivist.Keys.Keyrings;
using Archivist.Operations.Configuration;
using Archivist.Operations.Events;
using Archivist.Operations.Problems;
using Archivist.Platform;
using Archivist.Platform.Files;
using Archivist.Platform.Problems;
using Archivist.Repository.Locks;
using Archivist.Repository.Opening;
using Archivist.Repository.Stores;

namespace Archivist.Operations.Archives;

/// <summary>
/// The archive that an operation is about: settings, repository, password and locks, found once as <see cref="ArchiveAccess"/> says. One serves one
/// operation; thread-safe once the settings are read.
/// </summary>
internal sealed class Archive(ArchiveAccess access, OperationContext context)
{
    private readonly ConcurrentQueue<LedgerEntry> _finished = new();
    private (ArchivistSettings Settings, long? Entries)? _begun;

    /// <summary>What the operation was given.</summary>
    public OperationContext Context => context;

    /// <summary>True when the access names a repository, which then is not that of the settings.</summary>
    public bool NamesRepository => access.Repository is { Length: > 0 };

    /// <summary>The settings.</summary>
    /// <exception cref="ArchivistException"><see cref="Failure.Usage"/>: there are none, or they are wrong.</exception>
    public async Task<ArchivistSettings> ReadSettingsAsync(CancellationToken cancellationToken)
    {
        var settings = await SettingsReader.ReadAsync(access.SettingsFile, context.Surroundings, cancellationToken);
        foreach (var outdated in settings.Outdated)
            context.WarnOnce(outdated);
        context.Accesses.Use(settings);
        _begun ??= (settings, await SizeOfLedgerAsync(settings, cancellationToken));
        return settings;
    }

    /// <summary>Notes what was finished, for the ledger of the settings; it is entered in the end, also of an operation that fails. Nothing for a repository that is not that of the settings.</summary>
    public void Enter(LedgerEntry entry) => _finished.Enqueue(entry);

    /// <summary>Enters what was finished.</summary>
    /// <returns>The most severe failure, which was reported; <see cref="Failure.None"/> without any.</returns>
    public async Task<Failure> EnterAsync(CancellationToken cancellationToken)
    {
        if (_finished.IsEmpty || NamesRepository || _begun is not var (settings, _))
            return Failure.None;
        var entries = new Bookkeeping();
        await entries.TryAsync(async () =>
        {
            if (ArchiveLedger.FindBegun(context, settings) is { } ledger)
                await (await ledger.OpenAsync(cancellationToken)).AppendAsync([.. _finished], cancellationToken);
        });
        _finished.Clear();
        return entries.Report(context.Events);
    }

    /// <summary>What is done once the operation is finished: a ledger that has grown is shown to its witnesses, and copied to the replicas that were filled.</summary>
    /// <returns>The most severe failure, which was reported; <see cref="Failure.None"/> without any.</returns>
    public async Task<Failure> ConcludeAsync(CancellationToken cancellationToken)
    {
        var entered = await EnterAsync(cancellationToken);
        if (_begun is not var (settings, entries))
            return entered;
        var witnessed = settings.Witnesses.Count > 0 && await SizeOfLedgerAsync(settings, cancellationToken) is { } now && now > (entries ?? 0)
            ? await new WitnessRound(context, settings).RunAsync(cancellationToken)
            : Failure.None;
        witnessed = Severity.Worse(entered, witnessed);
        if (context.Filled.IsEmpty || NamesRepository)
            return witnessed;
        var copied = await new LedgerDistribution(context, settings).RunAsync(cancellationToken);
        return Severity.Worse(Severity.Worse(witnessed, copied), await new KeyringDistribution(context, settings).RunAsync(cancellationToken));
    }

    /// <summary>The settings, or null when the access names a repository itself and so does not need them.</summary>
    /// <exception cref="ArchivistException">As <see cref="ReadSettingsAsync"/>.</exception>
    public async Task<ArchivistSettings?> FindSettingsAsync(CancellationToken cancellationToken) =>
        access.Repository is not null && access.SettingsFile is null ? null : await ReadSettingsAsync(cancellationToken);

    /// <summary>The settings where there are any; an access that names its repository works without, and warns when they cannot be read.</summary>
    public Task<ArchivistSettings?> TryFindSettingsAsync(CancellationToken cancellationToken) =>
        FindSettingsAsync(canDoWithout: access.Repository is not null, cancellationToken);

    /// <summary>The settings, or null when no file is named and none is in the usual places.</summary>
    /// <param name="canDoWithout">Settings that cannot be looked at or read cost a warning; otherwise they are an error. So are missing ones that are named.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    public async Task<ArchivistSettings?> FindSettingsAsync(bool canDoWithout, CancellationToken cancellationToken)
    {
        try
        {
            return SettingsReader.TryFind(access.SettingsFile, context.Surroundings) is null ? null : await ReadSettingsAsync(cancellationToken);
        }
        catch (ArchivistException cause) when (canDoWithout && access.SettingsFile is null)
        {
            context.WarnOnce(new SettingsNotUsed(cause.Problem));
            return null;
        }
    }

    /// <summary>The store of the repository that is meant.</summary>
    public IObjectStore OpenStore(ArchivistSettings? settings) => context.OpenStore(AddressOf(settings));

    /// <summary>The address of the repository that is meant.</summary>
    /// <exception cref="ArchivistException"><see cref="Failure.Usage"/>: neither the access nor the settings name one.</exception>
    public string AddressOf(ArchivistSettings? settings) =>
        (access.Repository ?? settings?.Archive.Repository) is { Length: > 0 } address
            ? address
            : throw new ArchivistException(new NoRepositoryNamed());

    /// <summary>The password, through the keyring, from a file, by the reference of the settings, or by asking.</summary>
    public Task<ReadOnlyMemory<byte>> ReadPasswordAsync(ArchivistSettings? settings, CancellationToken cancellationToken) => ReadPasswordAsync(settings, null, cancellationToken);

    /// <summary>The password, through the keyring, from a file, by the reference of the settings, or by asking.</summary>
    /// <param name="settings">The settings; null without any.</param>
    /// <param name="keyring">The keyring on discs that are read, which comes before those at addresses; null for none.</param>
    /// <param name="cancellationToken">Stops.</param>
    public async Task<ReadOnlyMemory<byte>> ReadPasswordAsync(ArchivistSettings? settings, IKeyringPlace? keyring, CancellationToken cancellationToken)
    {
        if (access.IdentityFile is { } identity)
        {
            IEnumerable<string> addresses = !NamesRepository && settings is not null ? settings.KeyringAddresses() : keyring is null || NamesRepository ? [AddressOf(settings)] : [];
            return await context.OpenKeyringAsync(identity, keyring, addresses, cancellationToken);
        }

        if (access.PasswordFile is { } file)
            return await Password.ReadFileAsync(file, cancellationToken);
        return settings is not null
            ? await context.ReadPasswordAsync(settings, keyring, cancellationToken)
            : await context.AskPasswordAsync(new Question.Password(null), cancellationToken);
    }

    /// <summary>The password of a new repository: asked twice, and with advice on what speaks against it.</summary>
    public async Task<ReadOnlyMemory<byte>> ReadFirstPasswordAsync(ArchivistSettings? settings, CancellationToken cancellationToken)
    {
        var password = access.PasswordFile is null && settings is null
            ? await context.AskPasswordAsync(new Question.NewPassword(IsFirst: true), cancellationToken)
            : await ReadPasswordAsync(settings, cancellationToken);
        context.Advise(password, access.PasswordFile ?? settings?.Archive.Password?.File);
        return password;
    }

    /// <summary>Finds and unlocks the repository; damaged snapshots and indexes are passed over with a warning.</summary>
    public async Task<OpenRepository> UnlockAsync(CancellationToken cancellationToken)
    {
        var settings = await FindSettingsAsync(cancellationToken);
        var found = await SealedRepository.FindAsync(OpenStore(settings), cancellationToken);
        return await UnlockAsync(found, settings, cancellationToken);
    }

    /// <summary>Finds and unlocks the repository with a password that is needed afterwards too: one that opens it by itself.</summary>
    public async Task<(OpenRepository Repository, ReadOnlyMemory<byte> Password)> UnlockWithPasswordAsync(CancellationToken cancellationToken)
    {
        var settings = await FindSettingsAsync(cancellationToken);
        var found = await SealedRepository.FindAsync(OpenStore(settings), cancellationToken);
        var password = await ReadPasswordAsync(settings, cancellationToken);
        return (context.PassingOver(await found.UnlockAsync(password, cancellationToken)), password);
    }

    /// <summary>Unlocks a repository that was found; damaged snapshots and indexes are passed over with a warning.</summary>
    public async Task<OpenRepository> UnlockAsync(SealedRepository found, ArchivistSettings? settings, CancellationToken cancellationToken)
    {
        var repository = context.PassingOver(await found.UnlockAsync(OpenStore(settings), await ReadPasswordAsync(settings, cancellationToken), cancellationToken));
        return access.SkipsWriteVerification ? repository.WithoutVerifiedWrites() : repository;
    }

    /// <summary>Locks a repository that is written to, waiting as long as the access says, and clears what killed runs left half written.</summary>
    /// <param name="repository">What is locked.</param>
    /// <param name="exclusive">For what removes or rewrites.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    public Task<RepositoryLock> LockAsync(OpenRepository repository, bool exclusive, CancellationToken cancellationToken) => context.LockAsync(
        repository, new LockRequest { IsExclusive = exclusive, Who = Operator.Current, Wait = access.LockWait, Waiting = context.NoteLock }, cancellationToken);

    /// <summary>Keeps others from pruning while this operation reads, or exclusively from writing at all; null where locks are ignored.</summary>
    public async Task<ReadingLock?> LockForReadingAsync(OpenRepository repository, bool exclusive, CancellationToken cancellationToken) =>
        access.IgnoresLocks
            ? null
            : await ReadingLock.AcquireAsync(repository, exclusive, Operator.Current, access.LockWait, context.Warn, context.Clock, cancellationToken);

    /// <summary>The archive's own directories on this machine: the repository that is meant, and what the settings name.</summary>
    public IReadOnlyList<OwnFolder> OwnFolders(ArchivistSettings? settings) =>
    [
        .. OpenStore(settings).Find<IDirectoryStore>() is { } store ? [new OwnFolder(Path.GetFullPath(store.Directory), OwnFolderKind.Repository)] : Array.Empty<OwnFolder>(),
        .. settings is null ? [] : Archives.OwnFolders.Of(settings),
    ];

    /// <summary>Null for no ledger, and for one that cannot be looked at: what adds to it reports that.</summary>
    private static async Task<long?> SizeOfLedgerAsync(ArchivistSettings settings, CancellationToken cancellationToken)
    {
        try
        {
            return settings.Witnesses.Count == 0 ? null : await LedgerFolder.FindSizeAsync(settings.Ledger.Folder, cancellationToken);
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>The ledger of the settings in use; an access that names its repository has none, and one that reads discs works without settings.</summary>
    public async Task<ArchiveLedger?> FindLedgerAsync(CancellationToken cancellationToken)
    {
        if (NamesRepository && access.SettingsFile is null)
            return null;
        try
        {
            return new ArchiveLedger(await ReadSettingsAsync(cancellationToken), context.Clock);
        }
        catch (ArchivistException)
        {
            // What needs the settings has read them before, and reports what is wrong with them.
            return null;
        }
    }
}
