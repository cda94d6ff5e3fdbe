using System.Buffers.Binary;

namespace Archivist.Evidence;

/// <summary>C2SP tlog-tiles, "Log entries": entries one after the other, each after its length as a big-endian uint16.</summary>
internal static class EntryBundle
{
    /// <summary>The longest entry.</summary>
    internal const int MaxEntry = ushort.MaxValue;

    /// <summary>The longest bundle.</summary>
    internal const int MaxBytes = TilePath.Width * (2 + MaxEntry);

    internal static void Append(List<byte> bundle, ReadOnlySpan<byte> entry)
    {
        Span<byte> length = stackalloc byte[2];
        BinaryPrimitives.WriteUInt16BigEndian(length, checked((ushort)entry.Length));
        bundle.AddRange(length);
        bundle.AddRange(entry);
    }

    /// <summary>Cuts a bundle into exactly <paramref name="count"/> entries; null when it does not hold exactly that number.</summary>
    internal static IReadOnlyList<ReadOnlyMemory<byte>>? Split(ReadOnlyMemory<byte> bundle, int count)
    {
        var entries = new List<ReadOnlyMemory<byte>>(count);
        while (!bundle.IsEmpty)
        {
            if (entries.Count == count || bundle.Length < 2)
                return null;
            var length = BinaryPrimitives.ReadUInt16BigEndian(bundle.Span);
            if (bundle.Length < 2 + length)
                return null;
            entries.Add(bundle.Slice(2, length));
            bundle = bundle[(2 + length)..];
        }

        return entries.Count == count ? entries : null;
    }
}
