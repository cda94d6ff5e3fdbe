using Archivist.Repository.Stores;

namespace Archivist.Replicas.Reading;

/// <summary>What one race reads.</summary>
/// <param name="Name">The object.</param>
/// <param name="Offset">Its first byte that is wanted.</param>
/// <param name="Size">Bytes expected; 0 for a question without content.</param>
internal sealed record CopyNeed(ObjectName Name, long Offset, long Size)
{
    /// <summary>The byte behind the last one.</summary>
    internal long End => Offset + Size;

    /// <summary>Copies that were asked in vain.</summary>
    internal HashSet<CopyState> Excluded { get; } = [];
}
