using System.IO.Pipelines;
using System.Text;
using System.Text.RegularExpressions;
using Archivist.Drills.Machines;
using Archivist.Drills.Problems;
using Archivist.Platform.Problems;

namespace Archivist.Tests.Drills;

public sealed class SerialConsoleTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private readonly string _log = Path.GetTempFileName();
    private readonly Pipe _line = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => File.Delete(_log);

    [Fact]
    public async Task A_prompt_is_seen_without_a_line_end_and_across_pieces()
    {
        var console = Start(out var copying);
        var prompt = console.ExpectAsync(new Regex("Passphrase: "), Patience, Cancellation);
        await PrintAsync("hello\r\nPassph");
        await PrintAsync("rase: ");
        Assert.Equal("Passphrase: ", await prompt);

        // What has answered once does not answer again.
        await PrintAsync("again Passphrase: and more");
        await console.ExpectAsync(new Regex("again Passphrase: "), Patience, Cancellation);
        await _line.Writer.CompleteAsync();
        await copying;
        await Assert.ThrowsAsync<ArchivistException>(() => console.ExpectAsync(new Regex("Passphrase"), Patience, Cancellation));
    }

    [Fact]
    public async Task What_does_not_come_in_time_is_a_failure_that_names_it()
    {
        var console = Start(out _);
        var failure = await Assert.ThrowsAsync<ArchivistException>(
            () => console.ExpectAsync(new Regex("never"), TimeSpan.FromMilliseconds(50), Cancellation));
        Assert.Equal(new ConsoleSilent("never", TimeSpan.FromMilliseconds(50)), failure.Problem);
    }

    [Fact]
    public async Task The_log_holds_stamped_lines_without_terminal_codes()
    {
        var seen = new List<string>();
        var console = Start(out var copying);
        console.LineSeen = seen.Add;
        await PrintAsync("\u001b[2J\u001b[01;01Hfirst\r\n\r\nsecond\u001b[0m\nlast");
        await _line.Writer.CompleteAsync();
        await copying;

        Assert.Equal(["first", "second", "last"], seen);
        Assert.All(await File.ReadAllLinesAsync(_log, Cancellation), line => Assert.Matches("^ +[0-9]+\\.[0-9]{3} (first|second|last)$", line));
    }

    private SerialConsole Start(out Task copying)
    {
        var console = new SerialConsole(Stream.Null, TimeProvider.System, TimeProvider.System.GetTimestamp());
        copying = console.CopyToLogAsync(_line.Reader.AsStream(), _log, Cancellation);
        return console;
    }

    private async Task PrintAsync(string text) => await _line.Writer.WriteAsync(Encoding.UTF8.GetBytes(text), Cancellation);
}
