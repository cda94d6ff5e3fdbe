using Archivist.Repository.Crypto;
using Archivist.Repository.Files;

namespace Archivist.Tests.Repository.Crypto;

/// <content>AES-256-CTR and Poly1305-AES.</content>
public abstract partial class CryptoPrimitivesContract
{
    /// <summary>Bernstein, "The Poly1305-AES message-authentication code" (2005), appendix B.</summary>
    [Theory]
    [InlineData("f3f6", "851fc40c3467ac0be05cc20404f3f700", "ec074c835580741701425b623235add6", "fb447350c4e868c52ac3275cf9d4327e", "f4c633c3044fc145f84f335cb81953de")]
    [InlineData("", "a0f3080000f46400d0c7e9076c834403", "75deaa25c09f208e1dc4ce6b5cad3fbf", "61ee09218d29b0aaed7e154a2c5509cc", "dd3fab2251f11ac759f0887129cc2ee7")]
    [InlineData("663cea190ffb83d89593f3f476b6bc24d7e679107ea26adb8caf6652d0656136", "48443d0bb0d21109c89a100b5ce2c208", "6acb5f61a7176dd320c5c1eb2edcdc74", "ae212a55399729595dea458bc621ff0e", "0ee1c16bb73f0f4fd19881753c01cdbe")]
    public void Tags_are_those_of_the_published_vectors(string message, string r, string k, string nonce, string expected)
    {
        // An all-zero encryption key gives a known key stream; sealing is checked by opening what the vector describes.
        using var pool = new SealerPool(new SealingKey([.. new byte[32], .. Convert.FromHexString(k), .. Convert.FromHexString(r)]), Crypto);
        byte[] sealedMessage = [.. Convert.FromHexString(nonce), .. Convert.FromHexString(message), .. Convert.FromHexString(expected)];
        var plaintext = new byte[message.Length / 2];
        Assert.True(pool.TryOpen(sealedMessage, plaintext));
        sealedMessage[^1] ^= 1;
        Assert.False(pool.TryOpen(sealedMessage, plaintext));
    }

    /// <summary>NIST SP 800-38A, F.5.5: CTR-AES256.Encrypt.</summary>
    [Fact]
    public void The_key_stream_is_that_of_the_published_vector()
    {
        var key = Convert.FromHexString("603deb1015ca71be2b73aef0857d77811f352c073b6108d72d9810a30914dff4");
        var iv = Convert.FromHexString("f0f1f2f3f4f5f6f7f8f9fafbfcfdfeff");
        var ciphertext = Convert.FromHexString("601ec313775789a5b7a7f504bbf3d228f443e3ca4d62b59aca84e990cacaf5c52b0930daa23de94ce87017ba2d84988ddfc9c58db67aada613c2dd08457941a6");
        var expected = Convert.FromHexString("6bc1bee22e409f96e93d7e117393172aae2d8a571e03ac9c9eb76fac45af8e5130c81c46a35ce411e5fbc1191a0a52eff69f2445df4f9b17ad2b417be66c3710");
        using var pool = new SealerPool(new SealingKey([.. key, .. new byte[32]]), Crypto);
        // The MAC key r = 0 makes the tag equal to the encrypted nonce, so a valid message can be built by hand.
        using var aes = System.Security.Cryptography.Aes.Create();
        aes.Key = new byte[16];
        byte[] message = [.. iv, .. ciphertext, .. aes.EncryptEcb(iv, System.Security.Cryptography.PaddingMode.None)];
        var plaintext = new byte[expected.Length];
        Assert.True(pool.TryOpen(message, plaintext));
        Assert.Equal(expected, plaintext);
    }

    /// <summary>NIST SP 800-38A, B.1: the counter is all 128 bits of the block.</summary>
    [Theory]
    [InlineData("00000000000000000000000000000000", "ffffffffffffffffffffffffffffffff")]
    [InlineData("00000000000000010000000000000000", "0000000000000000ffffffffffffffff")]
    public void The_counter_carries_and_wraps(string second, string first)
    {
        using var key = SealingKey.Generate();
        using var sealer = Crypto.CreateSealer(key);
        var (two, one) = (new byte[32], new byte[16]);
        sealer.ApplyKeyStream(Convert.FromHexString(first), new byte[32], two);
        sealer.ApplyKeyStream(Convert.FromHexString(second), new byte[16], one);
        Assert.Equal(one, two[16..]);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(4096)]
    [InlineData(1_000_001)]
    public void What_was_sealed_opens_and_no_single_flipped_bit_does(int length)
    {
        var random = new Random(length);
        var plaintext = new byte[length];
        random.NextBytes(plaintext);
        using var pool = new SealerPool(SealingKey.Generate(), Crypto);
        var message = pool.Seal(plaintext);
        Assert.Equal(length + Sealer.Overhead, message.Length);
        var opened = new byte[length];
        Assert.True(pool.TryOpen(message, opened));
        Assert.Equal(plaintext, opened);
        var inPlace = message.ToArray();
        Assert.True(pool.TryOpen(inPlace, inPlace.AsSpan(Sealer.IvSize, length)));
        Assert.Equal(plaintext, inPlace[Sealer.IvSize..^Sealer.TagSize]);

        for (var i = 0; i < 50; i++)
        {
            var bit = random.Next(message.Length * 8);
            message[bit / 8] ^= (byte)(1 << bit % 8);
            Assert.False(pool.TryOpen(message, opened));
            message[bit / 8] ^= (byte)(1 << bit % 8);
        }
    }

    [Fact]
    public void Two_seals_of_the_same_text_differ()
    {
        using var pool = new SealerPool(SealingKey.Generate(), Crypto);
        Assert.NotEqual(pool.Seal("same"u8), pool.Seal("same"u8));
    }
}
