using Archivist.Repository.Crypto;

namespace Archivist.Tests.Repository.Crypto;

public sealed class ScryptTests
{
    [Fact]
    public void Both_ways_derive_the_same_key_for_all_kinds_of_parameters()
    {
        Assert.SkipUnless(ScryptMixing.IsSupported, "this processor has no AVX-512");
        var (random, crypto) = (new Random(7914), new OpenSslCrypto());
        for (var round = 0; round < 60; round++)
        {
            var password = new byte[random.Next(100)];
            var salt = new byte[random.Next(1, 80)];
            random.NextBytes(password);
            random.NextBytes(salt);
            var (n, r, p) = (1 << random.Next(1, 11), random.Next(1, 12), random.Next(1, 12));
            var sideBySide = new byte[random.Next(1, 100)];
            var oneByOne = new byte[sideBySide.Length];
            Scrypt.DeriveSideBySide(password, salt, n, r, p, sideBySide, crypto);
            crypto.DeriveScrypt(password, salt, n, r, p, oneByOne);
            Assert.True(oneByOne.AsSpan().SequenceEqual(sideBySide), $"N={n} r={r} p={p}");
        }
    }
}
