using System.Text;
using Archivist.Keys.Age;
using Archivist.Keys.Keyrings;
using Archivist.Keys.Problems;
using Archivist.Keys.Shares;
using Archivist.Platform;
using Archivist.Platform.Problems;
using Archivist.Recovery.Program;
using Archivist.Recovery.Program.Problems;
using Archivist.Recovery.Protocol;
using Archivist.Replicas.Stores.Folder;
using Archivist.Repository.Opening;
using Archivist.Repository.Snapshots;
using Archivist.TestKit;

namespace Archivist.Tests.Recovery.Program;

/// <summary>A drill opens a disc with the key of its order and with nothing else, by the unlocking that people have.</summary>
public sealed class DrillOperatorTests : IDisposable
{
    private static readonly byte[] Master = [.. Enumerable.Range(0, 32).Select(value => (byte)value)];

    private readonly TemporaryFolder _folder = new();
    private readonly MemoryStream _port = new();
    private readonly ManualClock _clock = new(DateTimeOffset.UnixEpoch);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _port.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task Shares_are_combined_and_open()
    {
        var shares = ShareSet.Split(Master, 1, [new ShareGroup(3, 5)], [])[0];

        await OpenAsync(new DrillOrder { Key = RecoveryKey.Shares, Shares = [shares[4].Mnemonic, shares[0].Mnemonic, shares[2].Mnemonic] });

        var opened = Assert.IsType<DrillEvent.KeyOpened>(Assert.Single(Events()));
        Assert.Equal((RecoveryKey.Shares, shares[0].Set.Words), (opened.Key, opened.Name));
        Assert.DoesNotContain(shares[0].Mnemonic.Split(' ')[7], Encoding.UTF8.GetString(_port.ToArray()));
    }

    [Fact]
    public async Task Too_few_shares_or_those_of_another_key_do_not_open()
    {
        var shares = ShareSet.Split(Master, 1, [new ShareGroup(3, 5)], [])[0];
        var few = await RefusesAsync(new DrillOrder { Key = RecoveryKey.Shares, Shares = [shares[0].Mnemonic, shares[0].Mnemonic, shares[1].Mnemonic] });
        Assert.IsType<SharesMissing>(few);

        var strange = ShareSet.Split(new byte[32], 1, [new ShareGroup(1, 1)], [])[0];
        Assert.Equal(Failure.WrongKey, (await RefusesAsync(new DrillOrder { Key = RecoveryKey.Shares, Shares = [strange[0].Mnemonic] })).Failure);
        Assert.Contains("open none of the disc's keys", Assert.IsType<DrillEvent.KeyRefused>(Assert.Single(Events())).Reason);
    }

    [Fact]
    public async Task The_passphrase_of_the_keyring_opens_and_a_wrong_one_does_not()
    {
        await new Keyring(Place).AddAsync(new byte[32], PasswordOf(Master), [AgeRecipient.OfPassphrase("a phrase"u8.ToArray(), 4)], Cancellation);

        await OpenAsync(new DrillOrder { Key = RecoveryKey.Passphrase, Passphrase = "a phrase" });

        Assert.Equal(RecoveryKey.Passphrase, Assert.IsType<DrillEvent.KeyOpened>(Assert.Single(Events())).Key);
        Assert.IsType<PassphraseUnknown>(await RefusesAsync(new DrillOrder { Key = RecoveryKey.Passphrase, Passphrase = "another phrase" }));
    }

    [Fact]
    public async Task Without_a_keyring_neither_its_passphrase_nor_a_stick_is_waited_for()
    {
        Assert.IsType<KeyringNotOnDisc>(await RefusesAsync(new DrillOrder { Key = RecoveryKey.Passphrase, Passphrase = "a phrase" }));
        Assert.IsType<KeyringNotOnDisc>(await RefusesAsync(new DrillOrder { Key = RecoveryKey.File }));
    }

    [Fact]
    public async Task A_stick_is_waited_for_and_one_that_was_refused_is_not()
    {
        await using var consoles = Consoles.Open([]);
        var patient = new DrillOperator(new DrillOrder { Key = RecoveryKey.File }, _port, consoles, _clock);
        Assert.True(patient.UsesKeyMedia);
        for (var look = 0; look < 15; look++)
        {
            var asking = patient.AskKeyAsync(1, hasKeyring: true, Cancellation).AsTask();
            Assert.False(asking.IsCompleted);
            _clock.Advance(TimeSpan.FromSeconds(2));
            Assert.Equal(new KeyAnswer.OnMedium(), await asking);
        }

        Assert.Equal(new KeyMediaOpenNothing(IsAnyThere: false), await RefusesAsync(patient));

        var refused = new DrillOperator(new DrillOrder { Key = RecoveryKey.File }, _port, consoles, _clock);
        await refused.ReportAsync(new DrillEvent.KeyRefused(RecoveryKey.File, "KEY.TXT on /dev/sda", "it is a stranger's") { Uptime = 1 }, Cancellation);
        Assert.Equal(new KeyMediaOpenNothing(IsAnyThere: true), await RefusesAsync(refused));
    }

    [Fact]
    public async Task A_password_looks_at_no_media()
    {
        await using var consoles = Consoles.Open([]);
        Assert.False(new DrillOperator(new DrillOrder { Passphrase = "p" }, _port, consoles, _clock).UsesKeyMedia);
        Assert.False(new DrillOperator(new DrillOrder { Key = RecoveryKey.Shares, Shares = ["words"] }, _port, consoles, _clock).UsesKeyMedia);
    }

    private static byte[] PasswordOf(byte[] master) => Encoding.ASCII.GetBytes(Convert.ToHexStringLower(master));

    private KeyringFolder Place => new(Path.Combine(_folder.Path, Keyring.FolderName));

    private async Task OpenAsync(DrillOrder order)
    {
        var store = new FolderStore(_folder.Path);
        if (!Directory.Exists(Path.Combine(_folder.Path, "keys")))
            await SealedRepository.CreateAsync(store, PasswordOf(Master), Operator.Current, TimeProvider.System, Cancellation);
        await using var consoles = Consoles.Open([]);
        _port.SetLength(0);
        var drill = new DrillOperator(order, _port, consoles, _clock);
        // Nothing that can be taken out is looked for in tests: the machine was started from everything below /dev.
        var unlocking = new RecoveryUnlocking(new RecoveryMachine("/medium", "/dev/", []), drill, Place);
        Assert.NotNull(await unlocking.RunAsync(await SealedRepository.FindAsync(store, Cancellation), Cancellation));
    }

    private async Task<Problem> RefusesAsync(DrillOrder order) => (await Assert.ThrowsAsync<ArchivistException>(() => OpenAsync(order))).Problem;

    private static async Task<Problem> RefusesAsync(DrillOperator drill) =>
        (await Assert.ThrowsAsync<ArchivistException>(async () => await drill.AskKeyAsync(1, hasKeyring: true, Cancellation))).Problem;

    private List<DrillEvent> Events() =>
        [.. Encoding.UTF8.GetString(_port.ToArray()).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => DrillLine.ReadEvent(Encoding.UTF8.GetBytes(line)))];
}
