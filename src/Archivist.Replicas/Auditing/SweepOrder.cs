using System.Buffers.Binary;
using Archivist.Repository.Crypto;
using Archivist.Repository.Stores;

namespace Archivist.Replicas.Auditing;

/// <summary>
/// The order in which a sweep reads: what was never read first, then what was read the longest ago, by whole days; within a day by a keyed permutation, so that
/// a store cannot tell what is read next. The memory of reads makes a sweep resumable: what was read goes to the end.
/// </summary>
public static class SweepOrder
{
    /// <summary>Sorts objects for reading.</summary>
    /// <param name="objects">What there is.</param>
    /// <param name="lastRead">When an object was last read whole; null for never.</param>
    /// <param name="key">The key of the permutation.</param>
    public static IReadOnlyList<StoredObject> Of(IEnumerable<StoredObject> objects, Func<ObjectName, DateTimeOffset?> lastRead, Digest key)
    {
        var items = objects.ToArray();
        var keys = new (long Day, ulong Place)[items.Length];
        for (var i = 0; i < items.Length; i++)
            keys[i] = ((lastRead(items[i].Name)?.ToUnixTimeSeconds() ?? long.MinValue) / 86400, Place(items[i].Name, key));
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
