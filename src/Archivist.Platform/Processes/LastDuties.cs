namespace Archivist.Platform.Processes;

/// <summary>
/// Short work that a process which is asked to stop still owes: work whose omission would leave a result unrecorded. Even a forced end waits for it. Thread-safe.
/// </summary>
public static class LastDuties
{
    private static readonly HashSet<Task> Running = [];

    /// <summary>Begins work that the end waits for.</summary>
    public static Task RunAsync(Func<Task> duty)
    {
        var running = Task.Run(duty);
        lock (Running)
            Running.Add(running);
        _ = running.ContinueWith(Forget, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        return running;
    }

    /// <summary>
    /// Blocks until all of it has ended, well or not, but no longer than <paramref name="limit"/>; returns at once when there is none. For the thread that ends the process: it must not depend on the
    /// thread pool.
    /// </summary>
    public static void Wait(TimeSpan limit)
    {
        Task[] all;
        lock (Running)
            all = [.. Running];
        // The handle, because Wait would throw what a duty failed with.
        ((IAsyncResult)Task.WhenAll(all)).AsyncWaitHandle.WaitOne(limit);
    }

    private static void Forget(Task ended)
    {
        lock (Running)
            Running.Remove(ended);
    }
}
