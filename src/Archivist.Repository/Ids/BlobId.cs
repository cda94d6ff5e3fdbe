using Archivist.Repository.Crypto;

namespace Archivist.Repository.Ids;

/// <summary>Names the plaintext of one chunk or tree by its SHA-256.</summary>
public readonly record struct BlobId(Digest Value)
{
    /// <inheritdoc/>
    public override string ToString() => Value.ToString();
}
