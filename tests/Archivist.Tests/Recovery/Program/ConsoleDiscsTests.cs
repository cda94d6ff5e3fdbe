using Archivist.Discs.Catalogue;
using Archivist.Discs.Problems;
using Archivist.Recovery.Program;
using Archivist.Recovery.Program.Messages;
using Archivist.Repository.Crypto;
using Archivist.TestKit;

namespace Archivist.Tests.Recovery.Program;

public sealed class ConsoleDiscsTests : IDisposable
{
    private readonly PseudoTerminal _screen = new();
    private readonly ManualClock _clock = new(DateTimeOffset.UnixEpoch);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _screen.Dispose();

    [Fact]
    public async Task A_disc_is_asked_for_by_its_name_and_noticed_without_a_key()
    {
        await using var consoles = Consoles.Open([_screen.Path]);
        var discs = new ConsoleDiscs(consoles, () => EnglishWords.Instance, _clock, _ => Task.FromResult(true));

        await discs.AskAsync(Wanted, 10, ["/dev/sr0", "/dev/sr1"], Cancellation);
        await _screen.SeesAsync("Insert disc 3 of 5 of 2026-W12 (label ALICE_3) into /dev/sr0 or /dev/sr1.");
        await _screen.SeesAsync("type skip: ");
        var waiting = discs.WaitAsync(Cancellation).AsTask();
        _clock.Advance(TimeSpan.FromSeconds(3));
        Assert.True(await waiting);

        await discs.NoticeAsync("/dev/sr0", new DiscTitle.OfSet(2, 5, "2026-W12", "ALICE_2"), Cancellation);
        await _screen.SeesAsync("In /dev/sr0: disc 2 of 5 of 2026-W12 (label ALICE_2).");
        await discs.AcceptAsync(Wanted.Title, Cancellation);
        await _screen.SeesAsync("Reading disc 3 of 5 of 2026-W12 (label ALICE_3).");
        // What is typed now answers the next question and not the one that is over.
        var next = consoles.AskAsync("Next? ", isSecret: false, Cancellation);
        await _screen.SeesAsync("Next? ");
        await _screen.TypeAsync("yes\r");
        Assert.Equal("yes", await next);
    }

    [Fact]
    public async Task Enter_looks_at_once_and_skip_goes_on_without_the_disc()
    {
        await using var consoles = Consoles.Open([_screen.Path]);
        var discs = new ConsoleDiscs(consoles, () => EnglishWords.Instance, _clock, _ => Task.FromResult(false));

        await discs.AskAsync(Wanted, 0, ["/dev/sr0"], Cancellation);
        await _screen.SeesAsync("has to stay there");
        await _screen.SeesAsync("type skip: ");
        var first = discs.WaitAsync(Cancellation).AsTask();
        await _screen.TypeAsync("\r");
        Assert.True(await first);
        await _screen.SeesAsync("Still waiting");
        var second = discs.WaitAsync(Cancellation).AsTask();
        await _screen.TypeAsync("skip\r");
        Assert.False(await second);
        Assert.False(await discs.WaitAsync(Cancellation));
    }

    [Fact]
    public async Task What_is_done_without_a_disc_is_said_on_a_line_of_its_own()
    {
        await using var consoles = Consoles.Open([_screen.Path]);
        var discs = new ConsoleDiscs(consoles, () => EnglishWords.Instance, _clock, _ => Task.FromResult(true));

        await discs.AskAsync(Wanted, 0, ["/dev/sr0"], Cancellation);
        await _screen.SeesAsync("type skip: ");
        await discs.TellAsync(new ComputingSet("2026-W12", 4 << 20), Cancellation);

        await _screen.SeesAsync("\nComputing 4.00 MiB of set 2026-W12 from its other discs.");
        // The question is over.
        Assert.False(await discs.WaitAsync(Cancellation));
    }

    [Fact]
    public async Task The_other_language_is_used_from_the_next_line_on()
    {
        await using var consoles = Consoles.Open([_screen.Path]);
        IRecoveryWords words = EnglishWords.Instance;
        var discs = new ConsoleDiscs(consoles, () => words, _clock, _ => Task.FromResult(true));

        words = GermanWords.Instance;
        await discs.AskAsync(Wanted, 0, ["/dev/sr0"], Cancellation);
        await _screen.SeesAsync("Bitte einlegen in /dev/sr0: Disc 3 von 5 aus 2026-W12 (Beschriftung ALICE_3).");
        var waiting = discs.WaitAsync(Cancellation).AsTask();
        await _screen.TypeAsync("weiter\r");
        Assert.False(await waiting);
    }

    private static CataloguedDisc Wanted => new()
    {
        Format = CataloguedDisc.CurrentFormat,
        Id = Guid.Empty,
        Disk = "alice",
        Repository = Digest.Of([1]),
        Set = new DiscSetName(Guid.Empty, "2026-W12"),
        Kind = DiscKind.Full,
        Volume = 3,
        Of = 5,
        Medium = "dvd",
        Capacity = 1,
        Label = "ALICE_3",
        PlannedAt = DateTimeOffset.UnixEpoch,
    };
}
