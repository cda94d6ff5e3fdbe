using Archivist.Replicas.Synchronizing;
using Archivist.Repository.Stores;

namespace Archivist.Tests.Replicas;

/// <summary>Synchronizes in one call, as most tests need it.</summary>
internal static class Synchronize
{
    /// <summary>One target.</summary>
    internal static async Task<SynchronizeResult> RunAsync(IObjectSource source, IObjectStore target)
    {
        await using var all = new ReplicaSynchronizer(source, CancellationToken.None);
        await using var one = all.Begin();
        return await one.RunAsync(target, null, null, CancellationToken.None);
    }

    /// <summary>Several targets side by side; a failure is given back in place of a result.</summary>
    internal static async Task<(SynchronizeResult? Result, Exception? Failure)[]> RunAllAsync(ReplicaSynchronizer all, params IObjectStore[] targets)
    {
        await using var ended = all;
        var begun = targets.Select(target => (Target: target, Synchronizer: all.Begin())).ToList();
        return await Task.WhenAll(begun.Select(one => TryAsync(one.Synchronizer, one.Target)));
    }

    private static async Task<(SynchronizeResult?, Exception?)> TryAsync(TargetSynchronizer one, IObjectStore target)
    {
        await Task.Yield();
        await using var ended = one;
        SynchronizeResult? result = null;
        var failure = await Record.ExceptionAsync(async () => result = await one.RunAsync(target, null, null, CancellationToken.None));
        return (result, failure);
    }
}
