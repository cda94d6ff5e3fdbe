namespace Archivist.Repository.Locks;

/// <summary>
/// The locks that this process holds. A process that is asked to stop and cannot, because a call into the kernel does not return, removes them before it
/// ends. Thread-safe.
/// </summary>
public static class HeldLocks
{
    private static readonly HashSet<RepositoryLock> Locks = [];

    /// <summary>Where the locked repositories are, as their stores call it; empty when this process holds no lock.</summary>
    public static IReadOnlyList<string> Locations
    {
        get
        {
            lock (Locks)
                return [.. Locks.Select(held => held.Location).Distinct()];
        }
    }

    /// <summary>Removes the files of all of them; each as far as its store lets it.</summary>
    public static Task RemoveAllAsync()
    {
        lock (Locks)
            return Task.WhenAll(Locks.Select(held => held.AbandonAsync()));
    }

    internal static void Add(RepositoryLock held)
    {
        lock (Locks)
            Locks.Add(held);
    }

    internal static void Forget(RepositoryLock held)
    {
        lock (Locks)
            Locks.Remove(held);
    }
}
