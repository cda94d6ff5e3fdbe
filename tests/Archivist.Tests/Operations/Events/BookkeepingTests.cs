using Archivist.Operations.Events;
using Archivist.Platform.Problems;
using Archivist.TestKit;

namespace Archivist.Tests.Operations.Events;

public sealed class BookkeepingTests
{
    [Fact]
    public async Task An_entry_that_fails_keeps_no_other_from_being_made_and_gives_the_exit_code()
    {
        var entries = new Bookkeeping();
        var made = 0;

        await entries.TryAsync(() => Task.FromException(TestProblem.Of(Failure.Tampering, "the ledger went backwards")));
        await entries.TryAsync(() => Task.FromException(new IOException("no such device")));
        await entries.TryAsync(() => Task.FromException(new UnauthorizedAccessException("permission denied")));
        await entries.TryAsync(() => Task.FromResult(++made));

        Assert.Equal(1, made);
        Assert.False(entries.IsComplete);
        var events = new RecordedEvents();
        Assert.Equal(Failure.Tampering, entries.Report(events));
        Assert.Equal(Failure.None, entries.Report(events));
        Assert.Equal(3, events.Events.OfType<OperationEvent.Failed>().Count());
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
