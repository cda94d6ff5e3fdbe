using Archivist.Recovery.Program;
using Archivist.Recovery.Program.Messages;

namespace Archivist.Tests.Recovery.Program;

public sealed class ConsoleOperatorTests : IDisposable
{
    private readonly PseudoTerminal _screen = new();
    private int _questions;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _screen.Dispose();

    [Fact]
    public async Task German_is_chosen_at_the_first_question_and_given_up_in_the_same_way()
    {
        await using var consoles = Consoles.Open([_screen.Path]);
        var people = new ConsoleOperator(consoles);

        var asking = people.AskKeyAsync(1, hasKeyring: false, Cancellation).AsTask();
        await TypeAsync("Deutsch: d + Enter", "d");
        await TypeAsync("English: e + Enter", "e");
        await TypeAsync("Deutsch: d + Enter", "d");
        await TypeAsync("English: e + Enter", "d");

        Assert.Equal(new KeyAnswer.Typed("d"), await asking);
        Assert.Same(GermanWords.Instance, people.Words);
    }

    [Fact]
    public async Task Whoever_chooses_nothing_reads_English_and_a_later_passphrase_is_never_a_choice()
    {
        await using var consoles = Consoles.Open([_screen.Path]);
        var people = new ConsoleOperator(consoles);

        var first = people.AskKeyAsync(1, hasKeyring: false, Cancellation).AsTask();
        await TypeAsync("Deutsch: d + Enter", "correct horse");
        Assert.Equal(new KeyAnswer.Typed("correct horse"), await first);
        var second = people.AskKeyAsync(2, hasKeyring: false, Cancellation).AsTask();
        await TypeAsync("Wrong passphrase", "d");

        Assert.Equal(new KeyAnswer.Typed("d"), await second);
        Assert.Same(EnglishWords.Instance, people.Words);
    }

    /// <summary>Answers once the question is on the screen for as many times: what is typed before it is no answer.</summary>
    private async Task TypeAsync(string shown, string answer)
    {
        _questions++;
        await _screen.SeesAsync(shown);
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        while (_screen.Screen.Split("Passphrase: ").Length <= _questions)
            await Task.Delay(10, patience.Token);
        await _screen.TypeAsync(answer + "\r");
    }
}
