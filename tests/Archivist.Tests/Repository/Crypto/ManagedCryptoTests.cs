using Archivist.Repository.Crypto;
using Archivist.Repository.Files;

namespace Archivist.Tests.Repository.Crypto;

public sealed class ManagedCryptoTests() : CryptoPrimitivesContract(new ManagedCrypto())
{
    private readonly OpenSslCrypto _native = new();
    private readonly ManagedCrypto _managed = new();

    [Fact]
    public void Each_opens_what_the_other_sealed()
    {
        var random = new Random(1);
        using var native = new SealerPool(SealingKey.Generate(), _native);
        using var managed = new SealerPool(new SealingKey([.. native.Key.Encryption, .. native.Key.MacK, .. native.Key.MacR]), _managed);
        foreach (var length in (int[])[.. Enumerable.Range(0, 70), 4095, 4096, 4097, 8191, 8192, 100_003, 1_000_000])
        {
            var plaintext = new byte[length];
            random.NextBytes(plaintext);
            var opened = new byte[length];
            Assert.True(managed.TryOpen(native.Seal(plaintext), opened));
            Assert.Equal(plaintext, opened);
            opened.AsSpan().Clear();
            Assert.True(native.TryOpen(managed.Seal(plaintext), opened));
            Assert.Equal(plaintext, opened);
        }
    }

    [Fact]
    public void Both_derive_the_same_keys()
    {
        var random = new Random(7914);
        for (var round = 0; round < 60; round++)
        {
            var (password, salt) = (new byte[random.Next(100)], new byte[random.Next(1, 80)]);
            random.NextBytes(password);
            random.NextBytes(salt);
            var (n, r, p) = (1 << random.Next(1, 11), random.Next(1, 12), random.Next(1, 12));
            var keys = Enumerable.Range(0, 4).Select(_ => new byte[50 + round]).ToArray();
            Scrypt.Derive(password, salt, n, r, p, keys[0], _native);
            Scrypt.Derive(password, salt, n, r, p, keys[1], _managed);
            _native.DeriveScrypt(password, salt, n, r, p, keys[2]);
            _managed.DeriveScrypt(password, salt, n, r, p, keys[3]);
            Assert.All(keys, key => Assert.True(key.AsSpan().SequenceEqual(keys[0]), $"N={n} r={r} p={p}"));
        }
    }

    [Fact]
    public void Both_sign_alike_and_each_accepts_the_others_signature()
    {
        var random = new Random(8032);
        for (var round = 0; round < 50; round++)
        {
            var (seed, message) = (new byte[32], new byte[random.Next(300)]);
            random.NextBytes(seed);
            random.NextBytes(message);
            using var native = _native.CreateSigner(seed);
            using var managed = _managed.CreateSigner(seed);
            var signature = managed.Sign(message);
            Assert.Equal(native.PublicKey.ToArray(), managed.PublicKey.ToArray());
            Assert.Equal(native.Sign(message), signature);
            Assert.True(_native.VerifyEd25519(native.PublicKey.Span, message, signature));
            Assert.True(_managed.VerifyEd25519(native.PublicKey.Span, message, signature));
        }
    }
}
