using Org.BouncyCastle.Crypto.Digests;

namespace Archivist.Repository.Crypto;

/// <summary>By BouncyCastle.</summary>
internal sealed class ManagedSha256 : RunningSha256
{
    private readonly Sha256Digest _hash = new();

    public override void Append(ReadOnlySpan<byte> part) => _hash.BlockUpdate(part);

    public override Digest Finish()
    {
        Span<byte> digest = stackalloc byte[Digest.Size];
        _hash.DoFinal(digest);
        return new Digest(digest);
    }

    public override void Dispose() => _hash.Reset();
}
