using System.Runtime.InteropServices;

namespace Archivist.Repository.Crypto;

/// <summary>SHA-256 that goes on from a state in the middle of a message, through libcrypto's low-level functions (man 3 SHA256_Update).</summary>
internal static unsafe class Sha256Continuation
{
    /// <summary>Hashes the rest of a message.</summary>
    /// <param name="state">The first of the eight words of the state.</param>
    /// <param name="distance">Words from one of them to the next.</param>
    /// <param name="done">Bytes that the state has taken in; a multiple of 64.</param>
    /// <param name="rest">The bytes after these.</param>
    internal static Digest Finish(uint* state, int distance, long done, ReadOnlySpan<byte> rest)
    {
        var context = default(Context);
        for (var word = 0; word < 8; word++)
            context.State[word] = state[word * distance];
        var bits = (ulong)done * 8;
        (context.LengthLow, context.LengthHigh, context.DigestLength) = ((uint)bits, (uint)(bits >> 32), Digest.Size);
        Span<byte> digest = stackalloc byte[Digest.Size];
        fixed (byte* bytes = rest, output = digest)
        {
            Interop.Libcrypto.Check(Interop.Libcrypto.Sha256Update(&context, bytes, (nuint)rest.Length), "SHA-256");
            Interop.Libcrypto.Check(Interop.Libcrypto.Sha256Final(output, &context), "SHA-256");
        }

        return new Digest(digest);
    }

    /// <summary>SHA256_CTX of openssl/sha.h.</summary>
    [StructLayout(LayoutKind.Sequential)]
    internal struct Context
    {
        internal fixed uint State[8];
        internal uint LengthLow, LengthHigh;
        internal fixed uint Block[16];
        internal uint BlockLength, DigestLength;
    }
}
