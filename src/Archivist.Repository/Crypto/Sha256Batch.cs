namespace Archivist.Repository.Crypto;

/// <summary>SHA-256 of many messages: sixteen side by side where the processor can, one by one where that is quicker. Thread-safe.</summary>
internal static class Sha256Batch
{
    /// <summary>Hashes every message; <paramref name="digests"/> has room for as many.</summary>
    internal static void Hash(ReadOnlySpan<ReadOnlyMemory<byte>> messages, Span<Digest> digests) => Hash(messages, digests, CryptoPrimitives.Chosen);

    /// <summary>Hashes every message, and those that are not side by side by <paramref name="crypto"/>.</summary>
    internal static void Hash(ReadOnlySpan<ReadOnlyMemory<byte>> messages, Span<Digest> digests, CryptoPrimitives crypto)
    {
        if (Sha256Lanes.IsSupported && messages.Length >= crypto.FewestSha256Lanes)
        {
            var run = new Sha256LaneSchedule(messages, digests, crypto);
            run.HashAll();
            return;
        }

        Span<byte> digest = stackalloc byte[Digest.Size];
        for (var i = 0; i < messages.Length; i++)
        {
            crypto.HashSha256(messages[i].Span, digest);
            digests[i] = new Digest(digest);
        }
    }
}
