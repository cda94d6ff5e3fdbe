using System.Buffers.Binary;
using System.Security.Cryptography;
using Org.BouncyCastle.Crypto.Digests;
using Org.BouncyCastle.Crypto.Generators;
using Org.BouncyCastle.Crypto.Macs;
using Org.BouncyCastle.Crypto.Parameters;
using Rfc8032 = Org.BouncyCastle.Math.EC.Rfc8032.Ed25519;

namespace Archivist.Repository.Crypto;

/// <summary>By BouncyCastle; SHA-256 by the operating system where .NET uses that and not OpenSSL.</summary>
internal sealed class ManagedCrypto : CryptoPrimitives
{
    /// <summary>Windows and macOS bring the hash; elsewhere System.Security.Cryptography is OpenSSL.</summary>
    private static bool HasSystemSha256 => OperatingSystem.IsWindows() || OperatingSystem.IsMacOS();

    /// <summary>One of sixteen lanes is as quick as BouncyCastle.</summary>
    internal override int FewestSha256Lanes => HasSystemSha256 ? 8 : 1;

    internal override SealerPrimitives CreateSealer(SealingKey key) => new ManagedSealer(key);

    internal override void HashSha256(ReadOnlySpan<byte> message, Span<byte> digest)
    {
        if (HasSystemSha256)
        {
            SHA256.HashData(message, digest);
            return;
        }

        var hash = new Sha256Digest();
        hash.BlockUpdate(message);
        hash.DoFinal(digest);
    }

    internal override RunningSha256 BeginSha256() => HasSystemSha256 ? new SystemSha256() : new ManagedSha256();

    /// <summary>From the beginning again: neither takes over a state.</summary>
    internal override unsafe Digest FinishSha256(uint* state, int distance, int done, ReadOnlySpan<byte> message)
    {
        Span<byte> digest = stackalloc byte[Digest.Size];
        HashSha256(message, digest);
        return new Digest(digest);
    }

    internal override void DeriveOnce(ReadOnlySpan<byte> password, ReadOnlySpan<byte> salt, Span<byte> key)
    {
        var mac = new HMac(new Sha256Digest());
        mac.Init(new KeyParameter(password));
        Span<byte> number = stackalloc byte[sizeof(uint)];
        Span<byte> block = stackalloc byte[Digest.Size];
        for (var i = 1u; !key.IsEmpty; i++)
        {
            BinaryPrimitives.WriteUInt32BigEndian(number, i);
            mac.BlockUpdate(salt);
            mac.BlockUpdate(number);
            mac.DoFinal(block);
            var taken = Math.Min(block.Length, key.Length);
            block[..taken].CopyTo(key);
            key = key[taken..];
        }

        CryptographicOperations.ZeroMemory(block);
    }

    internal override void DeriveScrypt(ReadOnlySpan<byte> password, ReadOnlySpan<byte> salt, int n, int r, int p, Span<byte> key)
    {
        var copy = password.ToArray();
        var derived = SCrypt.Generate(copy, salt.ToArray(), n, r, p, key.Length);
        derived.CopyTo(key);
        CryptographicOperations.ZeroMemory(derived);
        CryptographicOperations.ZeroMemory(copy);
    }

    internal override Ed25519Signer CreateSigner(ReadOnlySpan<byte> seed) => new ManagedSigner(seed);

    internal override bool VerifyEd25519(ReadOnlySpan<byte> publicKey, ReadOnlySpan<byte> message, ReadOnlySpan<byte> signature) =>
        Rfc8032.Verify(signature.ToArray(), 0, publicKey.ToArray(), 0, message.ToArray(), 0, message.Length);
}
