using System.Buffers.Binary;
using Archivist.Platform;

namespace Archivist.Repository.Writing;

/// <summary>
/// Chooses at random which of the open packs takes the next blob, so that the length and order of packs reveal nothing about where a file was cut.
/// Callers take turns.
/// </summary>
/// <remarks>
/// Where restic's chunker cuts depends on a secret polynomial. From the lengths of chunks of a file that the attacker knows, it can be found, and then
/// other known files be recognized: Alexeev, Percival, Zhang, "Chunking Attacks on File Backup Services using Content-Defined Chunking" (2025). restic
/// spreads blobs over two packs since 0.18.0 for that reason (restic issue 5291); lengths of single chunks it hides no better, and nor do we.
/// </remarks>
/// <param name="seeded">Where the choice comes from in tests; null for the operating system's random bytes.</param>
internal sealed class PackChoice(Random? seeded)
{
    /// <summary>Open packs of one type.</summary>
    internal const int Count = 2;

    private ulong _bits;
    private int _left;

    /// <summary>0 or 1, as likely.</summary>
    internal int Next()
    {
        if (_left == 0)
        {
            Span<byte> bytes = stackalloc byte[sizeof(ulong)];
            if (seeded is null)
                SystemRandom.Fill(bytes);
            else
                seeded.NextBytes(bytes);
            (_bits, _left) = (BinaryPrimitives.ReadUInt64LittleEndian(bytes), 64);
        }

        var bit = (int)(_bits & 1);
        _bits >>= 1;
        _left--;
        return bit;
    }
}
