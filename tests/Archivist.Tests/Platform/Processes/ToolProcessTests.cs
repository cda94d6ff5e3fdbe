using System.Diagnostics;
using Archivist.Platform.Problems;
using Archivist.Platform.Processes;
using Archivist.TestKit;

namespace Archivist.Tests.Platform.Processes;

public sealed class ToolProcessTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Arguments_reach_the_tool_untouched_by_any_shell()
    {
        string[] arguments = ["%s\\n", "two words", "$HOME", "a;b", "'\"", "*", string.Empty];
        var result = await ToolProcess.RunAsync(new ToolCommand("printf", arguments), Cancellation);
        Assert.Equal("two words\n$HOME\na;b\n'\"\n*\n\n", result.EnsureSuccess().OutputText);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_tool_with_a_session_of_its_own_hears_no_signal_of_the_terminal(bool hasOwnSession)
    {
        await using var tool = ToolProcess.Start(new ToolCommand("cat", ["/proc/self/stat", "-"]) { HasOwnSession = hasOwnSession });
        using var reader = new StreamReader(tool.Output);
        var stat = await reader.ReadLineAsync(Cancellation);
        // man 5 proc_pid_stat: pid, name, state, parent, group, session.
        var fields = stat!.Split(' ');
        Assert.Equal(tool.Id.ToString(System.Globalization.CultureInfo.InvariantCulture), fields[0]);
        Assert.Equal(hasOwnSession, fields[5] == fields[0]);
    }

    [Fact]
    public async Task A_missing_tool_names_the_package_that_brings_it()
    {
        var command = new ToolCommand("no-such-tool-anywhere", []) { Package = "tool-package" };
        var failure = await Assert.ThrowsAsync<ArchivistException>(() => ToolProcess.RunAsync(command, Cancellation));
        Assert.Equal(new ToolMissing("no-such-tool-anywhere", "tool-package"), failure.Problem);
        Assert.Equal("Run: apt-get install tool-package", failure.HintText());
    }

    [Fact]
    public async Task A_failing_tool_is_quoted_with_its_last_words()
    {
        var result = await ToolProcess.RunAsync(new ToolCommand("sh", ["-c", "echo first >&2; echo 'the cause' >&2; exit 7"]), Cancellation);
        var failure = Assert.Throws<ArchivistException>(() => result.EnsureSuccess(Failure.NoSpace));
        Assert.Equal(new ToolFailed(Failure.NoSpace, "sh", 7, "the cause"), failure.Problem);
        Assert.Equal("sh failed with exit code 7: the cause", failure.Sentence());
    }

    [Fact]
    public async Task Input_is_handed_over_and_both_streams_are_captured()
    {
        var input = new byte[1_000_000];
        new Random(1).NextBytes(input);
        var result = await ToolProcess.RunAsync(new ToolCommand("sh", ["-c", "tee /dev/stderr"]), input, Cancellation);
        Assert.True(result.Output.Span.SequenceEqual(input));
        Assert.True(result.ErrorOutput.Span.SequenceEqual(input));
    }

    [Fact]
    public async Task A_tool_that_prints_without_end_is_stopped()
    {
        var command = new ToolCommand("yes", []) { CaptureLimit = 100_000 };
        await Assert.ThrowsAsync<ArchivistException>(() => ToolProcess.RunAsync(command, Cancellation));
    }

    [Fact]
    public async Task Cancelling_kills_the_tool_and_what_it_started()
    {
        using var cancel = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        var process = ToolProcess.Start(new ToolCommand("sh", ["-c", "sleep 600 & echo $!; wait"]));
        var line = await new StreamReader(process.Output).ReadLineAsync(Cancellation);
        var grandchild = Process.GetProcessById(int.Parse(line!));

        await process.DisposeAsync();

        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        await grandchild.WaitForExitAsync(patience.Token);
        Assert.True(grandchild.HasExited);
    }

    [Fact]
    public async Task Cancelling_a_run_does_not_wait_for_the_tool()
    {
        using var cancel = new CancellationTokenSource(TimeSpan.FromMilliseconds(200));
        var watch = Stopwatch.StartNew();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => ToolProcess.RunAsync(new ToolCommand("sleep", ["600"]), cancel.Token));
        Assert.True(watch.Elapsed < TimeSpan.FromMinutes(1), $"It took {watch.Elapsed}.");
    }
}
