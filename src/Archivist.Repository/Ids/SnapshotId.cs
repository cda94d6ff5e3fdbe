using Archivist.Repository.Crypto;

namespace Archivist.Repository.Ids;

/// <summary>Names one snapshot by the SHA-256 of its stored file.</summary>
public readonly record struct SnapshotId(Digest Value)
{
    /// <inheritdoc/>
    public override string ToString() => Value.ToString();
}
