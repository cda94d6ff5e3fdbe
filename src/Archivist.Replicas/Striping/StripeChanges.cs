namespace Archivist.Replicas.Striping;

/// <summary>What was done so that a striped replica can lose shares again.</summary>
/// <param name="Computed">Packs that were lost or damaged and were computed.</param>
/// <param name="Groups">Groups of packs for which recovery data was written.</param>
public sealed record StripeChanges(long Computed, long Groups)
{
    /// <summary>Copies of small objects that shares lacked.</summary>
    public long Copied { get; init; }
}
