using System.Text;
using Archivist.Repository.Crypto;

namespace Archivist.Tests.Repository.Crypto;

public sealed class ScryptTests
{
    /// <summary>RFC 7914, section 12; the last of its examples needs 1 GiB and is left out.</summary>
    [Theory]
    [InlineData("", "", 16, 1, 1, "77d6576238657b203b19ca42c18a0497f16b4844e3074ae8dfdffa3fede21442fcd0069ded0948f8326a753a0fc81f17e8d3e0fb2e0d3628cf35e20c38d18906")]
    [InlineData("password", "NaCl", 1024, 8, 16, "fdbabe1c9d3472007856e7190d01e9fe7c6ad7cbc8237830e77376634b3731622eaf30d92e22a3886ff109279d9830dac727afb94a83ee6d8360cbdfa2cc0640")]
    [InlineData("pleaseletmein", "SodiumChloride", 16384, 8, 1, "7023bdcb3afd7348461c06cd81fd38ebfda8fbba904f8e3ea9b543f6545da1f2d5432955613f0fcf62d49705242a9af9e61e85dc0d651e40dfcf017b45575887")]
    public void The_examples_of_the_specification_hold(string password, string salt, int n, int r, int p, string expected)
    {
        var sideBySide = new byte[64];
        var oneByOne = new byte[64];
        Assert.SkipUnless(ScryptMixing.IsSupported, "this processor has no AVX-512");
        Scrypt.DeriveSideBySide(Encoding.ASCII.GetBytes(password), Encoding.ASCII.GetBytes(salt), n, r, p, sideBySide);
        Scrypt.DeriveWithLibcrypto(Encoding.ASCII.GetBytes(password), Encoding.ASCII.GetBytes(salt), n, r, p, oneByOne);
        Assert.Equal(expected, Convert.ToHexStringLower(sideBySide));
        Assert.Equal(expected, Convert.ToHexStringLower(oneByOne));
    }

    [Fact]
    public void Both_ways_derive_the_same_key_for_all_kinds_of_parameters()
    {
        Assert.SkipUnless(ScryptMixing.IsSupported, "this processor has no AVX-512");
        var random = new Random(7914);
        for (var round = 0; round < 60; round++)
        {
            var password = new byte[random.Next(100)];
            var salt = new byte[random.Next(1, 80)];
            random.NextBytes(password);
            random.NextBytes(salt);
            var (n, r, p) = (1 << random.Next(1, 11), random.Next(1, 12), random.Next(1, 12));
            var sideBySide = new byte[random.Next(1, 100)];
            var oneByOne = new byte[sideBySide.Length];
            Scrypt.DeriveSideBySide(password, salt, n, r, p, sideBySide);
            Scrypt.DeriveWithLibcrypto(password, salt, n, r, p, oneByOne);
            Assert.True(oneByOne.AsSpan().SequenceEqual(sideBySide), $"N={n} r={r} p={p}");
        }
    }
}
