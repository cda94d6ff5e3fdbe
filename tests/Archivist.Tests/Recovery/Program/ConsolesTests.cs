using Archivist.Recovery.Program;

namespace Archivist.Tests.Recovery.Program;

public sealed class ConsolesTests : IDisposable
{
    private readonly PseudoTerminal _screen = new();
    private readonly PseudoTerminal _serial = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _screen.Dispose();
        _serial.Dispose();
    }

    [Fact]
    public async Task Every_console_shows_the_question_and_either_may_answer()
    {
        await using var consoles = Consoles.Open([_screen.Path, _serial.Path]);

        var first = consoles.AskAsync("Which? ", isSecret: false, Cancellation);
        await _screen.SeesAsync("Which? ");
        await _serial.SeesAsync("Which? ");
        await _serial.TypeAsync("seven\r");
        Assert.Equal("seven", await first);

        var second = consoles.AskAsync("And now? ", isSecret: false, Cancellation);
        await _screen.SeesAsync("And now? ");
        await _screen.TypeAsync("grün\r");
        Assert.Equal("grün", await second);
        await _screen.SeesAsync("grün");
    }

    [Fact]
    public async Task A_secret_is_not_shown_and_afterwards_typing_is_shown_again()
    {
        await using var consoles = Consoles.Open([_screen.Path]);

        var secret = consoles.AskAsync("Passphrase: ", isSecret: true, Cancellation);
        await _screen.SeesAsync("Passphrase: ");
        await Task.Delay(100, Cancellation);
        await _screen.TypeAsync("open sesame\r");
        Assert.Equal("open sesame", await secret);

        var plain = consoles.AskAsync("Name: ", isSecret: false, Cancellation);
        await _screen.SeesAsync("Name: ");
        await _screen.TypeAsync("ali\r");
        Assert.Equal("ali", await plain);
        await _screen.SeesAsync("ali");
        Assert.DoesNotContain("sesame", _screen.Screen);
    }

    [Fact]
    public async Task A_console_that_is_not_there_does_not_keep_the_others_from_working()
    {
        await using var consoles = Consoles.Open(["/dev/no-such-terminal", _screen.Path]);
        Assert.Equal(1, consoles.Count);
        await consoles.WriteLineAsync("still here", Cancellation);
        await _screen.SeesAsync("still here");
    }

    [Fact]
    public async Task Without_any_console_a_question_has_no_answer_instead_of_waiting_forever()
    {
        await using var consoles = Consoles.Open([]);
        Assert.Null(await consoles.AskAsync("Hello? ", isSecret: false, Cancellation).WaitAsync(TimeSpan.FromMinutes(1), Cancellation));
    }
}
