using Archivist.Repository.Crypto;

namespace Archivist.Repository.Ids;

/// <summary>Names one sealed pack by the SHA-256 of its ciphertext.</summary>
public readonly record struct PackId(Digest Value)
{
    /// <inheritdoc/>
    public override string ToString() => Value.ToString();
}
