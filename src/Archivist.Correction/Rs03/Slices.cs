using Archivist.Images.Model;

namespace Archivist.Correction.Rs03;

/// <summary>Works through the rows of an image in slices of neighbouring ones, on all processors.</summary>
internal static class Slices
{
    /// <summary>Sectors of each layer at a time: long enough to read, short enough for 255 of them to stay in the cache.</summary>
    internal const int Length = 16;

    /// <summary>More workers would take more memory than they save time: 15 MiB each.</summary>
    private const int MaxWorkers = 8;

    /// <summary>Has a worker of each processor made and its slices done: first index and number. The first failure stops all.</summary>
    internal static async Task RunAsync<TWorker>(
        int sectorsPerLayer, Func<TWorker> make, Action<TWorker, int, int> work, IProgress<long>? progress, CancellationToken cancellationToken)
        where TWorker : IDisposable
    {
        var slices = (sectorsPerLayer + Length - 1) / Length;
        var next = -1;
        long done = 0;
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var workers = Enumerable.Range(0, Math.Min(slices, Math.Min(MaxWorkers, Environment.ProcessorCount))).Select(_ => Task.Run(
            () =>
            {
                using var worker = make();
                try
                {
                    for (int slice; (slice = Interlocked.Increment(ref next)) < slices;)
                    {
                        stop.Token.ThrowIfCancellationRequested();
                        var first = slice * Length;
                        var count = Math.Min(Length, sectorsPerLayer - first);
                        work(worker, first, count);
                        progress?.Report(Interlocked.Add(ref done, count) * Rs03Layout.Layers * Sector.Size);
                    }
                }
                catch
                {
                    stop.Cancel();
                    throw;
                }
            },
            CancellationToken.None)).ToList();
        try
        {
            await Task.WhenAll(workers);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw workers.Where(worker => worker.IsFaulted).Select(worker => worker.Exception!.InnerException!).First();
        }
    }
}
