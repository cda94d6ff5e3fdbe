using Archivist.App.Cli;
using Archivist.App.Steps;
using Archivist.Platform.Problems;

namespace Archivist.Tests.App.Steps;

public sealed class BookkeepingTests
{
    [Fact]
    public async Task An_entry_that_fails_keeps_no_other_from_being_made_and_gives_the_exit_code()
    {
        var entries = new Bookkeeping();
        var made = 0;

        await entries.TryAsync(() => Task.FromException(new ArchivistException(Failure.Tampering, "the ledger went backwards")));
        await entries.TryAsync(() => Task.FromException(new IOException("no such device")));
        await entries.TryAsync(() => Task.FromException(new UnauthorizedAccessException("permission denied")));
        await entries.TryAsync(() => Task.FromResult(++made));

        Assert.Equal(1, made);
        Assert.False(entries.IsComplete);
        using var output = new Output(json: false, quiet: true);
        Assert.Equal((int)Failure.Tampering, entries.Report(output));
        Assert.Equal(0, entries.Report(output));
    }

    [Fact]
    public async Task A_fault_of_the_program_and_a_stop_are_no_failed_entries()
    {
        var entries = new Bookkeeping();

        await Assert.ThrowsAsync<InvalidOperationException>(() => entries.TryAsync(() => Task.FromException(new InvalidOperationException())));
        await Assert.ThrowsAsync<OperationCanceledException>(() => entries.TryAsync(() => Task.FromException(new OperationCanceledException())));
        Assert.True(entries.IsComplete);
    }
}
