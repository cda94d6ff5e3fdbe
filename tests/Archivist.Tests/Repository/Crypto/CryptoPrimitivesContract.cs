using System.Text;
using Archivist.Repository.Crypto;
using Archivist.Tests.Evidence;

namespace Archivist.Tests.Repository.Crypto;

/// <summary>What every implementation of the primitives must compute: the vectors of the specifications.</summary>
public abstract partial class CryptoPrimitivesContract
{
    private readonly CryptoPrimitives _crypto;

    private protected CryptoPrimitivesContract(CryptoPrimitives crypto) => _crypto = crypto;

    private CryptoPrimitives Crypto => _crypto;

    /// <summary>FIPS 180-4; the messages are those of NIST's examples.</summary>
    [Theory]
    [InlineData("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")]
    [InlineData("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")]
    [InlineData("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq", "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1")]
    public void Digests_are_those_of_the_published_examples(string message, string expected)
    {
        var digest = new byte[Digest.Size];
        Crypto.HashSha256(Encoding.ASCII.GetBytes(message), digest);
        Assert.Equal(expected, Convert.ToHexStringLower(digest));
        using var running = Crypto.BeginSha256();
        for (var round = 0; round < 2; round++)
        {
            foreach (var letter in Encoding.ASCII.GetBytes(message))
                running.Append([letter]);
            Assert.Equal(expected, running.Finish().ToString());
        }
    }

    [Fact]
    public void Batches_of_every_size_have_the_digests_of_their_messages()
    {
        var random = new Random(180);
        var bytes = new byte[20_000];
        random.NextBytes(bytes);
        for (var count = 0; count < 40; count++)
        {
            var messages = Enumerable.Range(0, count).Select(_ => new ReadOnlyMemory<byte>(bytes, 0, random.Next(2) == 0 ? random.Next(200) : random.Next(bytes.Length))).ToArray();
            var digests = new Digest[count];
            Sha256Batch.Hash(messages, digests, Crypto);
            Assert.Equal(messages.Select(message => Digest.Of(message.Span)), digests);
        }
    }

    /// <summary>RFC 7914, section 12; the last of its examples needs 1 GiB and is left out.</summary>
    [Theory]
    [InlineData("", "", 16, 1, 1, "77d6576238657b203b19ca42c18a0497f16b4844e3074ae8dfdffa3fede21442fcd0069ded0948f8326a753a0fc81f17e8d3e0fb2e0d3628cf35e20c38d18906")]
    [InlineData("password", "NaCl", 1024, 8, 16, "fdbabe1c9d3472007856e7190d01e9fe7c6ad7cbc8237830e77376634b3731622eaf30d92e22a3886ff109279d9830dac727afb94a83ee6d8360cbdfa2cc0640")]
    [InlineData("pleaseletmein", "SodiumChloride", 16384, 8, 1, "7023bdcb3afd7348461c06cd81fd38ebfda8fbba904f8e3ea9b543f6545da1f2d5432955613f0fcf62d49705242a9af9e61e85dc0d651e40dfcf017b45575887")]
    public void Keys_are_those_of_the_specification_of_scrypt(string password, string salt, int n, int r, int p, string expected)
    {
        var (whole, alone) = (new byte[64], new byte[64]);
        Scrypt.Derive(Encoding.ASCII.GetBytes(password), Encoding.ASCII.GetBytes(salt), n, r, p, whole, Crypto);
        Crypto.DeriveScrypt(Encoding.ASCII.GetBytes(password), Encoding.ASCII.GetBytes(salt), n, r, p, alone);
        Assert.Equal(expected, Convert.ToHexStringLower(whole));
        Assert.Equal(expected, Convert.ToHexStringLower(alone));
    }

    /// <summary>RFC 7914, section 11.</summary>
    [Fact]
    public void Keys_of_one_iteration_are_those_of_the_specification()
    {
        var key = new byte[64];
        Crypto.DeriveOnce("passwd"u8, "salt"u8, key);
        Assert.Equal(
            "55ac046e56e3089fec1691c22544b605f94185216dde0465e68b9d57c20dacbc49ca9cccf179b645991664b39d77ef317c71b845b1e30bd509112041d3a19783",
            Convert.ToHexStringLower(key));
    }

    [Theory]
    [MemberData(nameof(Ed25519Tests.Vectors), MemberType = typeof(Ed25519Tests))]
    public void Signatures_are_those_of_the_specification(string seed, string publicKey, string message, string signature)
    {
        using var signer = Crypto.CreateSigner(Convert.FromHexString(seed));
        Assert.Equal(publicKey, Convert.ToHexStringLower(signer.PublicKey.Span));
        Assert.Equal(signature, Convert.ToHexStringLower(signer.Sign(Convert.FromHexString(message))));
        Assert.True(Crypto.VerifyEd25519(signer.PublicKey.Span, Convert.FromHexString(message), Convert.FromHexString(signature)));
    }

    [Fact]
    public void What_is_no_signature_is_refused()
    {
        using var signer = Crypto.CreateSigner(new byte[32]);
        byte[] message = [1, 2, 3];
        var signature = signer.Sign(message);
        for (var bit = 0; bit < signature.Length * 8; bit++)
        {
            var changed = (byte[])signature.Clone();
            changed[bit / 8] ^= (byte)(1 << bit % 8);
            Assert.False(Crypto.VerifyEd25519(signer.PublicKey.Span, message, changed));
        }

        Assert.False(Crypto.VerifyEd25519(signer.PublicKey.Span, [1, 2, 4], signature));
        // RFC 8032 5.1.7: S is below the order of the group, and the same number plus the order is another spelling of it.
        var order = Convert.FromHexString("edd3f55c1a631258d69cf7a2def9de1400000000000000000000000000000010");
        for (var (i, carry) = (0, 0); i < 32; i++, carry >>= 8)
        {
            carry += signature[32 + i] + order[i];
            signature[32 + i] = (byte)carry;
        }

        Assert.False(Crypto.VerifyEd25519(signer.PublicKey.Span, message, signature));
        // No point of the curve has this ordinate.
        Assert.False(Crypto.VerifyEd25519([2, .. new byte[31]], message, new byte[64]));
    }
}
