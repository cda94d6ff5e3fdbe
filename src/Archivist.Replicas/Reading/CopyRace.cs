using System.Runtime.ExceptionServices;
using Archivist.Repository.Stores;

namespace Archivist.Replicas.Reading;

/// <summary>
/// One request that is answered by the first copy that can: the best copy is asked; when it is later than it usually is, the next best one is asked too, and the slower of
/// both is cancelled; when it fails, the next one is asked. For one caller at a time.
/// </summary>
/// <typeparam name="T">The answer.</typeparam>
/// <param name="queue">Chooses the copies.</param>
/// <param name="clock">Runs the pauses.</param>
/// <param name="need">What is read.</param>
/// <param name="request">Asks one copy. It reports what comes with <see cref="CopyQueue.OnBytes"/>.</param>
/// <param name="discard">Receives an answer that came too late.</param>
internal sealed class CopyRace<T>(CopyQueue queue, TimeProvider clock, CopyNeed need, Func<CopyTurn, CancellationToken, Task<T>> request, Action<T> discard)
{
    /// <summary>No request is late before this time: a pause of this machine is not one of the copy.</summary>
    internal static readonly TimeSpan NeverLateBefore = TimeSpan.FromMilliseconds(400);

    private static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(200);

    /// <summary>After this time another copy is asked, whatever was measured.</summary>
    private static readonly TimeSpan AlwaysLateAfter = TimeSpan.FromSeconds(20);

    private readonly List<Runner> _runners = [];
    private readonly HashSet<CopyState> _givenUp = [];
    private bool _isLastChance;
    private Exception? _failure;
    private bool _isReserved;

    /// <summary>The answer, and the copy that gave it; no copy when none is left to ask and none failed.</summary>
    internal async Task<(T? Answer, CopyState? Copy)> RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            while (true)
            {
                if (_runners.Count == 0)
                {
                    if (await queue.BeginAsync(need, cancellationToken) is { } turn)
                        Start(turn, cancellationToken);
                    else if (_givenUp.Count > 0)
                        TakeBack();
                    else
                        return _failure is null ? default : throw Unwrap(_failure);
                    continue;
                }

                await WaitAsync(cancellationToken);
                if (_runners.Find(runner => runner.Asking.IsCompletedSuccessfully) is { } winner)
                    return (await winner.Asking, Win(winner));
                cancellationToken.ThrowIfCancellationRequested();
                DropFailed();
                HelpLate(cancellationToken);
            }
        }
        finally
        {
            var unused = _runners.Sum(runner => runner.Turn.Received);
            foreach (var runner in _runners)
                Leave(runner, queue.OnStopped);
            Settle(unused);
        }
    }

    private void Start(CopyTurn turn, CancellationToken cancellationToken)
    {
        var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        _runners.Add(new Runner(turn, stop, AskAsync(turn, stop.Token)));
    }

    private async Task<T> AskAsync(CopyTurn turn, CancellationToken cancellationToken)
    {
        // A local store reads at once; the caller goes on to start other requests.
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        return await request(turn, cancellationToken);
    }

    /// <summary>Until one is done or late, and one beat at a time once one is late.</summary>
    private async Task WaitAsync(CancellationToken cancellationToken)
    {
        var pause = _runners.Count > 1 ? Beat : LateAfter(_runners[0].Turn) - clock.GetElapsedTime(_runners[0].Turn.StartedAt);
        using var awake = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        await Task.WhenAny([.. _runners.Select(runner => (Task)runner.Asking), Task.Delay(pause < Beat ? Beat : pause, clock, awake.Token)]);
        await awake.CancelAsync();
    }

    private static TimeSpan LateAfter(CopyTurn turn)
    {
        var usual = turn.Expected * turn.State.Pace.Ratio95;
        return usual < NeverLateBefore ? NeverLateBefore : usual > AlwaysLateAfter ? AlwaysLateAfter : usual;
    }

    private CopyState Win(Runner winner)
    {
        _runners.Remove(winner);
        winner.Stop.Dispose();
        queue.OnUsed(winner.Turn);
        long unused = 0;
        foreach (var loser in _runners)
        {
            unused += loser.Turn.Received;
            Leave(loser, queue.OnLost);
        }

        _runners.Clear();
        Settle(unused);
        return winner.Turn.State;
    }

    private void DropFailed()
    {
        foreach (var failed in _runners.FindAll(runner => runner.Asking.IsCompleted))
        {
            _runners.Remove(failed);
            failed.Stop.Dispose();
            var cause = failed.Asking.Exception?.InnerException ?? new IOException("the request was cancelled");
            // Damage says more than absence.
            if (_failure is null or ObjectMissingException || cause is not ObjectMissingException)
                _failure = cause;
            need.Excluded.Add(failed.Turn.State);
            queue.OnFailed(failed.Turn, cause);
            if (!MayAskAnother(cause))
                ExceptionDispatchInfo.Throw(cause);
            Settle(failed.Turn.Received);
        }
    }

    private void HelpLate(CancellationToken cancellationToken)
    {
        if (_runners.Count == 0)
            return;
        queue.OnTick();
        var late = _runners[0];
        if (_runners.Count > 1 || clock.GetElapsedTime(late.Turn.StartedAt) < LateAfter(late.Turn))
            return;
        if (queue.TryHedge(need, late.Turn) is { } turn)
        {
            _isReserved = true;
            Start(turn, cancellationToken);
        }
        else if (!_isLastChance && queue.ShouldGiveUp(need, late.Turn))
        {
            _runners.Remove(late);
            need.Excluded.Add(late.Turn.State);
            _givenUp.Add(late.Turn.State);
            Leave(late, queue.OnLost);
        }
    }

    /// <summary>The other copies failed: the slow ones are asked after all, and waited for.</summary>
    private void TakeBack()
    {
        need.Excluded.ExceptWith(_givenUp);
        _givenUp.Clear();
        _isLastChance = true;
    }

    private void Settle(long unused)
    {
        if (!_isReserved)
            return;
        _isReserved = false;
        queue.Settle(need, unused);
    }

    /// <summary>Cancels a request and does not wait for it: a copy that does not answer may not hear that either.</summary>
    private void Leave(Runner runner, Action<CopyTurn> note)
    {
        note(runner.Turn);
        runner.Stop.Cancel();
        _ = EndAsync(runner);
    }

    private async Task EndAsync(Runner runner)
    {
        // Its failure is that of a request that is not wanted any more.
        await ((Task)runner.Asking).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        runner.Stop.Dispose();
        if (runner.Asking.IsCompletedSuccessfully)
            discard(await runner.Asking);
    }

    /// <summary>A bug stays one.</summary>
    private static bool MayAskAnother(Exception cause) =>
        cause is IOException or UnauthorizedAccessException or Platform.Problems.ArchivistException or ObjectMissingException or OperationCanceledException or TimeoutException or HttpRequestException;

    private static Exception Unwrap(Exception failure) => failure is WrongBytesException wrong ? new Platform.Problems.ArchivistException(wrong.Problem) : failure;

    private sealed record Runner(CopyTurn Turn, CancellationTokenSource Stop, Task<T> Asking);
}
