using Archivist.Repository.Chunking;

namespace Archivist.Tests.Repository.Chunking;

/// <summary>Bytes that are hard on a search for split points.</summary>
internal static class SplitSearchInput
{
    /// <summary>Random bytes that have no split point, for some to be planted in.</summary>
    internal static byte[] WithoutSplits(Random random, ISplitSearch defined, int length)
    {
        var bytes = new byte[length];
        random.NextBytes(bytes);
        for (var from = 63; (from = defined.Find(bytes, from)) >= 0; from = Math.Max(63, from - 63))
            bytes[from] ^= 1;
        return bytes;
    }

    /// <summary>Short periods, few values, runs of zeros, and fingerprints whose low bits are zero though not all that count.</summary>
    internal static byte[] Adversarial(Random random, Polynomial polynomial, int length)
    {
        var bytes = new byte[length];
        var period = new byte[random.Next(1, 70)];
        random.NextBytes(period);
        var values = random.Next(1, 3);
        for (var i = 0; i < length; i++)
            bytes[i] = random.Next(4) == 0 ? (byte)random.Next(values) : period[i % period.Length];
        var zeros = random.Next(length);
        bytes.AsSpan(zeros, Math.Min(random.Next(100), length - zeros)).Clear();
        ForceLowBits(random, polynomial, bytes);
        return bytes;
    }

    /// <summary>Changes the last bytes of some windows until 8, 16, 19 or all 20 low bits of the fingerprint are zero: most are candidates that must be turned down late.</summary>
    private static void ForceLowBits(Random random, Polynomial polynomial, byte[] bytes)
    {
        for (var end = 63 + random.Next(64); end < bytes.Length; end += 64 + random.Next(200))
        {
            ulong digest = 0;
            for (var i = end - 63; i <= end; i++)
                digest = polynomial.Reduce((digest << 8) | bytes[i]);
            var bits = random.Next(5) switch { 0 => 8, 1 => 16, 2 or 3 => 19, _ => 20 };
            // Twenty bits are never more than the degree: in the last three bytes they stand for themselves.
            var unwanted = digest & ((1UL << bits) - 1);
            bytes[end - 2] ^= (byte)(unwanted >> 16);
            bytes[end - 1] ^= (byte)(unwanted >> 8);
            bytes[end] ^= (byte)unwanted;
        }
    }
}
