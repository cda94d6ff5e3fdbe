using Archivist.Repository.Crypto;

namespace Archivist.Repository.Stores;

/// <summary>Names one object of a store: its kind, and the SHA-256 of its bytes (all zero for the configuration).</summary>
public readonly record struct ObjectName(ObjectKind Kind, Digest Id)
{
    /// <summary>The repository's one configuration file.</summary>
    public static readonly ObjectName Configuration = new(ObjectKind.Configuration, default);

    /// <summary>As <c>restic</c> says it: <c>pack/1f3e…</c>, for messages.</summary>
    public override string ToString() =>
        Kind is ObjectKind.Configuration ? "config" : $"{RepositoryLayout.TypeName(Kind)}/{Id}";
}
