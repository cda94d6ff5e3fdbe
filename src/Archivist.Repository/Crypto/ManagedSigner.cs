using System.Security.Cryptography;
using Rfc8032 = Org.BouncyCastle.Math.EC.Rfc8032.Ed25519;

namespace Archivist.Repository.Crypto;

/// <summary>By BouncyCastle; the seed is here, and wiped on disposal.</summary>
internal sealed class ManagedSigner : Ed25519Signer
{
    private readonly byte[] _seed = GC.AllocateUninitializedArray<byte>(Ed25519.SeedSize, pinned: true);
    private readonly byte[] _publicKey = new byte[Ed25519.PublicKeySize];

    internal ManagedSigner(ReadOnlySpan<byte> seed)
    {
        seed.CopyTo(_seed);
        Rfc8032.GeneratePublicKey(_seed, 0, _publicKey, 0);
    }

    internal override ReadOnlyMemory<byte> PublicKey => _publicKey;

    internal override byte[] Sign(ReadOnlySpan<byte> message)
    {
        var signature = new byte[Ed25519.SignatureSize];
        Rfc8032.Sign(_seed, 0, _publicKey, 0, message.ToArray(), 0, message.Length, signature, 0);
        return signature;
    }

    public override void Dispose() => CryptographicOperations.ZeroMemory(_seed);
}
