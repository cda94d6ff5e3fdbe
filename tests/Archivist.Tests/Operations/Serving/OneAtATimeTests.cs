using Archivist.Operations.Events;
using Archivist.Operations.Serving;
using Archivist.Platform.Problems;
using Archivist.TestKit;

namespace Archivist.Tests.Operations.Serving;

public sealed class OneAtATimeTests : IDisposable
{
    private readonly Bench _bench = new();
    private readonly OneAtATime _work;

    public OneAtATimeTests() => _work = new OneAtATime(new OperationContext(_bench.Events, _bench.Environment));

    public void Dispose() => _bench.Dispose();

    private int Reported => _bench.Events.Events.OfType<OperationEvent.Failed>().Count();

    [Fact]
    public async Task What_is_begun_while_the_last_one_goes_on_is_left_out()
    {
        var (begun, end) = (0, new TaskCompletionSource());
        for (var i = 0; i < 3; i++)
        {
            _work.Begin(
                _ =>
                {
                    Interlocked.Increment(ref begun);
                    return end.Task;
                },
                default);
        }

        end.SetResult();
        await _work.EndAsync();
        Assert.Equal(1, begun);
    }

    [Fact]
    public async Task A_failure_is_reported_once_until_the_work_succeeds_or_fails_in_another_way()
    {
        await FailAsync("no space");
        await FailAsync("no space");
        Assert.Equal(1, Reported);
        await FailAsync("no network");
        Assert.Equal(2, Reported);
        _work.Begin(_ => Task.CompletedTask, default);
        await _work.EndAsync();
        await FailAsync("no network");
        Assert.Equal(3, Reported);
    }

    [Fact]
    public async Task Work_that_is_stopped_is_no_failure()
    {
        using var stop = new CancellationTokenSource();
        _work.Begin(token => Task.Delay(Timeout.InfiniteTimeSpan, token), stop.Token);
        await stop.CancelAsync();
        await _work.EndAsync();
        Assert.Equal(0, Reported);
    }

    private Task FailAsync(string words)
    {
        _work.Begin(_ => throw TestProblem.Of(Failure.Failed, words), default);
        return _work.EndAsync();
    }
}
