using System.Text;
using Archivist.Discs.Sets;
using Archivist.Keys.Age;
using Archivist.Keys.Keyrings;
using Archivist.Keys.Shares;
using Archivist.Platform;
using Archivist.Platform.Files;
using Archivist.Platform.Problems;
using Archivist.Recovery.Program;
using Archivist.Recovery.Program.Messages;
using Archivist.Recovery.Program.Problems;
using Archivist.Recovery.Protocol;
using Archivist.Replicas.Stores.Folder;
using Archivist.Repository.Keys;
using Archivist.Repository.Opening;
using Archivist.Repository.Snapshots;
using Archivist.TestKit;

namespace Archivist.Tests.Recovery.Program;

public sealed class RecoveryUnlockingTests : IDisposable
{
    private static readonly byte[] Password = "the password of the repository"u8.ToArray(), Secret = new byte[32];

    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Every_kind_of_key_opens_and_the_operator_sees_which_one_did()
    {
        var found = await CreateAsync();
        using var classic = AgeIdentity.Create(isHybrid: false);
        using var hybrid = AgeIdentity.Create(isHybrid: true);
        var keyring = new KeyringFolder(Path.Combine(_folder.Path, "keyring"));
        await new Keyring(keyring).AddAsync(Secret, Password, [classic.Recipient!, hybrid.Recipient!, AgeRecipient.OfPassphrase("a phrase"u8.ToArray(), 4)], Cancellation);
        var file = Path.Combine(_folder.Path, "hybrid.identity");
        await DurableFile.CreateAsync(file, AgeIdentityFile.Format(hybrid), UnixFileMode.UserRead, Cancellation);

        await OpensAsync(found, keyring, new KeyAnswer.Typed(Encoding.UTF8.GetString(Password)), null);
        await OpensAsync(found, keyring, new KeyAnswer.Typed(" a phrase "), new DrillEvent.KeyOpened(RecoveryKey.Passphrase, null) { Uptime = 0 });
        await OpensAsync(found, keyring, new KeyAnswer.Typed(file), new DrillEvent.KeyOpened(RecoveryKey.File, file) { Uptime = 0, Kind = "hybrid" });
        await OpensAsync(found, keyring, new KeyAnswer.Typed(Encoding.ASCII.GetString(classic.Encode())), new DrillEvent.KeyOpened(RecoveryKey.File, "key") { Uptime = 0, Kind = "x25519" });
    }

    [Fact]
    public async Task Keys_that_open_nothing_are_refused_with_their_names_and_then_the_next_is_asked_for()
    {
        var found = await CreateAsync();
        using var stranger = AgeIdentity.Create(isHybrid: false);
        using var known = AgeIdentity.Create(isHybrid: false);
        var keyring = new KeyringFolder(Path.Combine(_folder.Path, "keyring"));
        await new Keyring(keyring).AddAsync(Secret, "an older password"u8.ToArray(), [known.Recipient!], Cancellation);
        var file = Path.Combine(_folder.Path, "stranger.identity");
        await DurableFile.CreateAsync(file, AgeIdentityFile.Format(stranger), UnixFileMode.UserRead, Cancellation);
        var people = new People(
            new KeyAnswer.Typed(file), new KeyAnswer.Typed(Encoding.ASCII.GetString(known.Encode())), new KeyAnswer.Combined(new string('0', 64), "duckling enlarge"), new KeyAnswer.Typed("wrong"));

        var failure = await Assert.ThrowsAsync<ArchivistException>(() => Unlocking(people, keyring).RunAsync(found, Cancellation));

        Assert.Equal(new PassphraseUnknown(), failure.Problem);
        var refused = people.Events.Cast<DrillEvent.KeyRefused>().ToList();
        Assert.Equal([file, "key", "duckling enlarge"], refused.Select(e => e.Name));
        Assert.Contains("none of the given identities", refused[0].Reason);
        Assert.Contains("opens none of the repository's keys", refused[1].Reason);
        Assert.Contains("open none of the disc's keys", refused[2].Reason);
    }

    [Fact]
    public void Identity_files_are_found_in_two_levels_of_directories_and_nothing_else_is_taken_for_one()
    {
        using var identity = AgeIdentity.Create(isHybrid: false);
        var content = AgeIdentityFile.Format(identity);
        foreach (var (path, bytes) in new (string, byte[])[]
        {
            ("notes.txt", "AGE-SECRET-KEY-1 is how it begins\n"u8.ToArray()), ("key.txt", content), ("keys/bob", content), ("a/b/too-deep", content), ("photo.jpg", new byte[300_000]), ("empty", []),
        })
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(_folder.Path, path))!);
            File.WriteAllBytes(Path.Combine(_folder.Path, path), bytes);
        }

        Assert.Equal(["key.txt on /dev/sdb1", "keys/bob on /dev/sdb1"], KeyMedia.ReadFrom(_folder.Path, "/dev/sdb1").Select(key => key.Name));
    }

    [Fact]
    public async Task Three_of_five_shares_are_typed_row_by_row_and_give_the_password()
    {
        using var screen = new PseudoTerminal();
        await using var consoles = Consoles.Open([screen.Path]);
        var secret = Enumerable.Range(0, 32).Select(value => (byte)value).ToArray();
        var shares = ShareSet.Split(secret, 1, [new ShareGroup(3, 5)], [])[0];
        var other = ShareSet.Split(secret, 1, [new ShareGroup(3, 5)], [])[0];
        var asking = new ConsoleOperator(consoles).AskKeyAsync(1, hasKeyring: true, Cancellation).AsTask();
        await AnswerAsync("Passphrase: ", "s");

        await AnswerAsync("Share 1: ", "academic acidd");
        await screen.SeesAsync("word 2, 'acidd', is not in the SLIP-39 word list. Did you mean");
        var word = 1;
        foreach (var row in SheetText.RowsOf(shares[0].Mnemonic))
        {
            await AnswerAsync(word == 1 ? "Share 1: " : $"Share 1, from word {word}: ", $"{row} {SheetText.CheckOf(row)}");
            word += 4;
        }

        await screen.SeesAsync($"set '{shares[0].Set.Words}', share number 1. 1 of 3 needed shares are here.");
        await AnswerAsync("Share 2: ", other[0].Mnemonic);
        await screen.SeesAsync("belongs to another set");
        await AnswerAsync("Share 2: ", shares[4].Mnemonic);
        await screen.SeesAsync("share number 5. 2 of 3");
        await AnswerAsync("Share 3: ", shares[2].Mnemonic);

        Assert.Equal(new KeyAnswer.Combined(Convert.ToHexStringLower(secret), shares[0].Set.Words), await asking);
        Assert.DoesNotContain(shares[4].Mnemonic.Split(' ')[10], screen.Screen.Split("Share 2: ")[^1].Split(shares[0].Set.Words)[^1]);

        async Task AnswerAsync(string question, string answer)
        {
            using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(1));
            while (!screen.Screen.TrimEnd('\0').EndsWith(question, StringComparison.Ordinal))
                await Task.Delay(10, patience.Token);
            await screen.TypeAsync(answer + "\r");
        }
    }

    private async Task OpensAsync(SealedRepository found, IKeyringPlace keyring, KeyAnswer answer, DrillEvent? reported)
    {
        var people = new People(answer);
        await Unlocking(people, keyring).RunAsync(found, Cancellation);
        Assert.Equal(reported, people.Events.SingleOrDefault() is { } happened ? happened with { Uptime = 0 } : null);
    }

    private static RecoveryUnlocking Unlocking(IRecoveryOperator people, IKeyringPlace keyring) => new(new RecoveryMachine("/medium", "/dev/sr0", []), people, keyring);

    private async Task<SealedRepository> CreateAsync()
    {
        var store = new FolderStore(_folder.Path);
        await SealedRepository.CreateAsync(store, Password, Operator.Current, TimeProvider.System, Cancellation);
        return await SealedRepository.FindAsync(store, Cancellation);
    }

    /// <summary>Gives its answers one after the other, and then nothing.</summary>
    private sealed class People(params KeyAnswer[] answers) : IRecoveryOperator
    {
        internal List<DrillEvent> Events { get; } = [];

        public IRecoveryWords Words => EnglishWords.Instance;

        public bool UsesKeyMedia => false;

        public ValueTask ReportAsync(DrillEvent happened, CancellationToken cancellationToken)
        {
            Events.Add(happened);
            return ValueTask.CompletedTask;
        }

        public ValueTask<KeyAnswer?> AskKeyAsync(int attempt, bool hasKeyring, CancellationToken cancellationToken) => ValueTask.FromResult(answers.ElementAtOrDefault(attempt - 1));

        public IDiscRequests DiscsOf(RecoveryMachine machine, TimeProvider clock) => throw new NotSupportedException();

        public ValueTask<IReadOnlyList<string>> AskReplicasAsync(CancellationToken cancellationToken) => throw new NotSupportedException();

        public ValueTask<Snapshot?> ChooseSnapshotAsync(IReadOnlyList<Snapshot> snapshots, CancellationToken cancellationToken) => throw new NotSupportedException();

        public ValueTask<RestoreTarget> PrepareTargetAsync(RecoveryMachine machine, CancellationToken cancellationToken) => throw new NotSupportedException();

        public ValueTask BeforeComparisonAsync(string folder, CancellationToken cancellationToken) => throw new NotSupportedException();
    }
}
