using System.Runtime.ExceptionServices;

namespace Archivist.Capture.Capturing;

/// <summary>
/// A fixed number of slots for work beside the walk. Callers wait for a free slot; after the first failure no more slots are given out,
/// and every caller gets that failure.
/// </summary>
internal sealed class TaskSlots(int count)
{
    private readonly SemaphoreSlim _free = new(count);
    private Exception? _failure;

    /// <summary>Waits for a slot for <see cref="Start"/>.</summary>
    internal async ValueTask WaitAsync(CancellationToken cancellationToken)
    {
        await _free.WaitAsync(cancellationToken);
        if (_failure is null)
            return;
        _free.Release();
        ThrowIfFailed();
    }

    /// <summary>Takes a slot for <see cref="Start"/> if one is free at once.</summary>
    internal bool TryTake() => _free.Wait(0);

    /// <summary>Starts work in the slot that was taken.</summary>
    internal void Start(Func<Task> work) => _ = Task.Run(async () =>
    {
        try
        {
            await work();
        }
        catch (Exception cause)
        {
            // The edge of a job: the walk gets the cause with its next wait, or at the end.
            Interlocked.CompareExchange(ref _failure, cause, null);
        }
        finally
        {
            _free.Release();
        }
    });

    /// <summary>Waits until all work has ended, and throws the first failure.</summary>
    internal async Task EndAsync()
    {
        for (var i = 0; i < count; i++)
            await _free.WaitAsync(CancellationToken.None);
        _free.Release(count);
        ThrowIfFailed();
    }

    private void ThrowIfFailed()
    {
        if (_failure is { } failure)
            ExceptionDispatchInfo.Throw(failure);
    }
}
