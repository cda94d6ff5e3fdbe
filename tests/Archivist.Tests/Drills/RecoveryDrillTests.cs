using Archivist.Drills;
using Archivist.Drills.Machines;
using Archivist.Drills.Problems;
using Archivist.Platform.Problems;
using Archivist.Recovery.Protocol;
using Archivist.Repository.Crypto;
using Archivist.Repository.Ids;

namespace Archivist.Tests.Drills;

/// <summary>What a drill says about the key that it was given.</summary>
public sealed class RecoveryDrillTests
{
    private static readonly DrillEvent Unlocked = new DrillEvent.Unlocked(1) { Uptime = 2 };
    private static readonly DrillEvent Good = new DrillEvent.Verdict(Failure.None, "all is back", 0) { Uptime = 3 };

    [Fact]
    public void A_stick_that_opened_is_named_with_the_kind_of_its_identity()
    {
        var result = Weigh(new DrillKey.Stick("alice.identity", default), Opened(RecoveryKey.File, "KEY.TXT on /dev/sda", "hybrid"), Unlocked, Good);

        Assert.Equal((Failure.None, true, "hybrid"), (result.Failure, result.HasKeyOpened, result.IdentityKind));
    }

    [Fact]
    public void A_stick_that_opens_nothing_is_named_with_the_reason_of_the_machine()
    {
        var refused = new DrillEvent.KeyRefused(RecoveryKey.File, "KEY.TXT on /dev/sda", "none of the given identities") { Uptime = 1 };
        var verdict = new DrillEvent.Verdict(Failure.WrongKey, "no key file opens the disc", 0) { Uptime = 2 };

        var result = Weigh(new DrillKey.Stick("mallory.identity", default), refused, verdict);

        Assert.Equal(new DrillKeyRefused(RecoveryKey.File, "mallory.identity", "none of the given identities"), result.Problem);
        Assert.Equal((Failure.WrongKey, false), (result.Failure, result.HasKeyOpened));
    }

    [Fact]
    public void A_passphrase_that_opens_nothing_has_the_reason_of_the_verdict()
    {
        var result = Weigh(new DrillKey.Passphrase("secret"), new DrillEvent.Verdict(Failure.WrongKey, "the passphrase opens nothing", 0) { Uptime = 2 });

        Assert.Equal(new DrillKeyRefused(RecoveryKey.Passphrase, null, "the passphrase opens nothing"), result.Problem);
    }

    [Fact]
    public void A_password_in_place_of_the_passphrase_proves_nothing_about_the_keyring()
    {
        var result = Weigh(new DrillKey.Passphrase("secret"), Unlocked, Good);

        Assert.Equal(new DrillKeyUntried(), result.Problem);
        Assert.False(result.HasKeyOpened);
    }

    [Fact]
    public void A_password_opens_without_a_word_about_keys_and_a_wrong_one_keeps_its_verdict()
    {
        Assert.True(Weigh(new DrillKey.Password("secret"), Unlocked, Good) is { Failure: Failure.None, HasKeyOpened: true, IdentityKind: null });
        var wrong = Weigh(new DrillKey.Password("secret"), new DrillEvent.Verdict(Failure.WrongKey, "wrong", 0) { Uptime = 2 });
        Assert.Equal(new DrillVerdict(Failure.WrongKey, "wrong", null), wrong.Problem);
        Assert.False(wrong.HasKeyOpened);
    }

    [Fact]
    public void The_order_holds_the_key_and_no_other()
    {
        Assert.Equal(("secret", null, null), Order(new DrillKey.Password("secret")));
        Assert.Equal(("secret", RecoveryKey.Passphrase, null), Order(new DrillKey.Passphrase("secret")));
        Assert.Equal((null, RecoveryKey.File, null), Order(new DrillKey.Stick("alice.identity", new byte[512])));
        Assert.Equal((null, RecoveryKey.Shares, "a b|c d"), Order(new DrillKey.Shares("a b", ["a b", "c d"])));
        Assert.Equal("secret?", RecoveryDrill.OrderFor(Request(new DrillKey.Passphrase("secret")) with { Fault = DrillFault.WrongPassphrase }).Passphrase);
        Assert.DoesNotContain("secret", new DrillKey.Password("secret").ToString());
        Assert.DoesNotContain("c d", new DrillKey.Shares("a b", ["a b", "c d"]).ToString());

        static (string?, RecoveryKey?, string?) Order(DrillKey key) =>
            RecoveryDrill.OrderFor(Request(key)) is var order ? (order.Passphrase, order.Key, order.Shares is null ? null : string.Join('|', order.Shares)) : default;
    }

    private static DrillEvent Opened(RecoveryKey key, string name, string kind) => new DrillEvent.KeyOpened(key, name) { Uptime = 1, Kind = kind };

    private static RecoveryDrillResult Weigh(DrillKey key, params DrillEvent[] events) => RecoveryDrill.Weigh(
        Request(key),
        new MachineRun
        {
            Ending = DrillEnding.Verdict,
            LastStage = DrillStage.Verdict,
            Events = [.. events.Select(happened => new TimedEvent(TimeSpan.Zero, happened))],
            Stages = new Dictionary<DrillStage, TimeSpan>(),
            Duration = TimeSpan.FromSeconds(3),
            Acceleration = Acceleration.Tcg,
        },
        "console.log");

    private static RecoveryDrillRequest Request(DrillKey key) => new()
    {
        ImagePath = "image.iso",
        Key = key,
        Snapshot = new SnapshotId(Digest.Of("a"u8)),
        SnapshotOnDisc = new SnapshotId(Digest.Of("b"u8)),
        NeededByte = default,
        ReplicaPort = 1,
        TargetLength = 1,
        WorkFolder = "work",
    };
}
