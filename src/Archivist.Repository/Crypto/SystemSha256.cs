using System.Security.Cryptography;

namespace Archivist.Repository.Crypto;

/// <summary>By System.Security.Cryptography: OpenSSL on Linux, the operating system's own elsewhere.</summary>
internal sealed class SystemSha256 : RunningSha256
{
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    public override void Append(ReadOnlySpan<byte> part) => _hash.AppendData(part);

    public override Digest Finish()
    {
        Span<byte> digest = stackalloc byte[Digest.Size];
        _hash.GetHashAndReset(digest);
        return new Digest(digest);
    }

    public override void Dispose() => _hash.Dispose();
}
