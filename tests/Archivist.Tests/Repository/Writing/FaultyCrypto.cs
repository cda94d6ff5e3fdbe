using Archivist.Repository.Crypto;

namespace Archivist.Tests.Repository.Writing;

/// <summary>Real primitives in a memory where a bit flips while messages are sealed: in the ciphertext before its tag is made, or in the tag.</summary>
/// <param name="isHit">Whether sealing this plaintext is disturbed.</param>
/// <param name="inTag">The tag is, and not the ciphertext.</param>
internal sealed class FaultyCrypto(Func<byte[], bool> isHit, bool inTag) : CryptoPrimitives
{
    private readonly CryptoPrimitives _inner = CryptoPrimitives.Chosen;

    /// <summary>Messages that were disturbed.</summary>
    internal int Hits { get; private set; }

    internal override int FewestSha256Lanes => _inner.FewestSha256Lanes;

    internal override SealerPrimitives CreateSealer(SealingKey key) => new FaultySealer(this, _inner.CreateSealer(key));

    internal override void HashSha256(ReadOnlySpan<byte> message, Span<byte> digest) => _inner.HashSha256(message, digest);

    internal override RunningSha256 BeginSha256() => _inner.BeginSha256();

    internal override unsafe Digest FinishSha256(uint* state, int distance, int done, ReadOnlySpan<byte> message) =>
        _inner.FinishSha256(state, distance, done, message);

    internal override void DeriveOnce(ReadOnlySpan<byte> password, ReadOnlySpan<byte> salt, Span<byte> key) => _inner.DeriveOnce(password, salt, key);

    internal override void DeriveScrypt(ReadOnlySpan<byte> password, ReadOnlySpan<byte> salt, int n, int r, int p, Span<byte> key) =>
        _inner.DeriveScrypt(password, salt, n, r, p, key);

    internal override Ed25519Signer CreateSigner(ReadOnlySpan<byte> seed) => _inner.CreateSigner(seed);

    internal override bool VerifyEd25519(ReadOnlySpan<byte> publicKey, ReadOnlySpan<byte> message, ReadOnlySpan<byte> signature) =>
        _inner.VerifyEd25519(publicKey, message, signature);

    private sealed class FaultySealer(FaultyCrypto owner, SealerPrimitives inner) : SealerPrimitives
    {
        private bool _spoilsNextTag;

        internal override void ApplyKeyStream(ReadOnlySpan<byte> iv, ReadOnlySpan<byte> input, Span<byte> output)
        {
            // Opening applies the key stream too, but to ciphertext, which looks like nothing that is hit.
            var isHit = owner.Hits == 0 && owner.IsHit(input);
            inner.ApplyKeyStream(iv, input, output);
            if (!isHit)
                return;
            owner.Hits++;
            if (owner.SpoilsTag)
                _spoilsNextTag = true;
            else
                output[^20] ^= 0x10;
        }

        internal override void ComputeTag(ReadOnlySpan<byte> iv, ReadOnlySpan<byte> ciphertext, Span<byte> tag)
        {
            inner.ComputeTag(iv, ciphertext, tag);
            if (_spoilsNextTag)
                tag[3] ^= 1;
            _spoilsNextTag = false;
        }

        public override void Dispose() => inner.Dispose();
    }

    private bool SpoilsTag => inTag;

    private bool IsHit(ReadOnlySpan<byte> plaintext) => isHit(plaintext.ToArray());
}
