using System.Buffers.Binary;
using Archivist.Repository.Crypto;
using Archivist.Repository.Stores;

namespace Archivist.Replicas.Auditing;

/// <summary>
/// The order in which a sweep reads: what has gone unread for the most audits comes first; of those of one audit what was never read, and then a keyed permutation decides, so that a
/// store cannot predict what is read next. What is new queues behind what has waited longer: however fast an archive grows, and whatever clocks say, nothing waits more than a period
/// for its turn. The memory of reads makes a sweep resumable: what was read goes to the end.
/// </summary>
public static class SweepOrder
{
    /// <summary>Sorts objects for reading.</summary>
    /// <param name="objects">What there is.</param>
    /// <param name="turn">The audit in which an object was last read whole, or first seen if it never was, and whether it was read.</param>
    /// <param name="key">The key of the permutation.</param>
    public static IReadOnlyList<StoredObject> Of(IEnumerable<StoredObject> objects, Func<ObjectName, (long Number, bool IsRead)> turn, Digest key)
    {
        var items = objects.ToArray();
        var keys = new ((long, bool) Turn, ulong Place)[items.Length];
        for (var i = 0; i < items.Length; i++)
            keys[i] = (turn(items[i].Name), Place(items[i].Name, key));
        Array.Sort(keys, items);
        return items;
    }

    private static ulong Place(ObjectName name, Digest key)
    {
        Span<byte> message = stackalloc byte[2 * Digest.Size + 1];
        key.WriteTo(message);
        message[Digest.Size] = (byte)name.Kind;
        name.Id.WriteTo(message[(Digest.Size + 1)..]);
        Span<byte> hash = stackalloc byte[Digest.Size];
        Digest.Of(message).WriteTo(hash);
        return BinaryPrimitives.ReadUInt64BigEndian(hash);
    }
}
