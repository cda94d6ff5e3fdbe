using Archivist.Repository.Stores;

namespace Archivist.Replicas.Synchronizing;

/// <summary>The objects of one kind, and which targets lack them. Guarded by the lock of the <see cref="SharedReads"/>.</summary>
/// <param name="objects">What the source has, sorted by <see cref="ByName"/>.</param>
/// <param name="awaited">Targets that have not listed this kind yet.</param>
internal sealed class KindBoard(List<StoredObject> objects, int awaited)
{
    /// <summary>The order of <see cref="Objects"/>.</summary>
    internal static Comparer<StoredObject> ByName { get; } = Comparer<StoredObject>.Create((a, b) => a.Name.Id.CompareTo(b.Name.Id));

    internal IReadOnlyList<StoredObject> Objects => objects;

    /// <summary>Targets that have not listed this kind yet: they may lack anything.</summary>
    internal int Awaited { get; set; } = awaited;

    /// <summary>Targets that have listed this kind.</summary>
    internal List<TargetQueue> Queues { get; } = [];

    /// <summary>The place of an object in the list; null for one that the source does not have.</summary>
    internal int? Find(StoredObject item) => objects.BinarySearch(item, ByName) is >= 0 and var index ? index : null;

    /// <summary>Whether a target other than this one lacks an object, or may.</summary>
    internal bool IsLackedByOthers(int index, TargetQueue queue)
    {
        if (Awaited > 0)
            return true;
        foreach (var other in Queues)
        {
            if (other != queue && other.Lacks(index))
                return true;
        }

        return false;
    }

    /// <summary>Whether an object of the window may still be taken by a target.</summary>
    internal bool IsQueued(int index) => Awaited > 0 || Queues.Exists(queue => queue.StateOf(index) is TransferState.Queued);
}
