namespace Archivist.Repository.Writing;

/// <summary>Bounds bytes that are under way. First come, first served; thread-safe.</summary>
internal sealed class ByteBudget
{
    private readonly long _limit;
    private readonly Lock _gate = new();
    private readonly Queue<(long Bytes, TaskCompletionSource Turn)> _waiting = new();
    private long _free;

    internal ByteBudget(long limit) => (_limit, _free) = (limit, limit);

    /// <summary>Waits until the bytes are free. More than the limit is let through when nothing else is under way.</summary>
    internal ValueTask TakeAsync(long bytes, CancellationToken cancellationToken)
    {
        bytes = Math.Min(bytes, _limit);
        TaskCompletionSource turn;
        lock (_gate)
        {
            if (_waiting.Count == 0 && _free >= bytes)
            {
                _free -= bytes;
                return ValueTask.CompletedTask;
            }

            turn = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _waiting.Enqueue((bytes, turn));
        }

        return WaitAsync(turn, cancellationToken);
    }

    internal void Return(long bytes)
    {
        lock (_gate)
        {
            _free += Math.Min(bytes, _limit);
            while (_waiting.TryPeek(out var next) && _free >= next.Bytes)
            {
                _waiting.Dequeue();
                // One that gave up waiting has nothing to use the bytes for.
                if (next.Turn.TrySetResult())
                    _free -= next.Bytes;
            }
        }
    }

    private static async ValueTask WaitAsync(TaskCompletionSource turn, CancellationToken cancellationToken)
    {
        await using var registration = cancellationToken.UnsafeRegister(
            static (state, token) => ((TaskCompletionSource)state!).TrySetCanceled(token), turn);
        await turn.Task;
    }
}
