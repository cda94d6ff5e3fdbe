using Archivist.Platform.Problems;
using Archivist.Replicas.Striping;
using Archivist.Repository.Stores;

namespace Archivist.Operations.Repairing;

/// <summary>The repair of one replica or of the repository.</summary>
/// <param name="Name">The name of the replica; empty for the repository.</param>
/// <param name="Repaired">Objects that are good again.</param>
/// <param name="Bytes">Bytes in them.</param>
/// <param name="WereGood">Objects that turned out to be good.</param>
/// <param name="Lost">Objects for which no good copy was found.</param>
/// <param name="StillDamaged">Objects that were replaced and are still read wrong.</param>
/// <param name="Failure">Why the repair ended early; null when it did not.</param>
public sealed record RepairedPlace(
    string Name, long Repaired, long Bytes, long WereGood, IReadOnlyList<ObjectName> Lost, IReadOnlyList<ObjectName> StillDamaged, ArchivistException? Failure)
{
    /// <summary>What was done to the recovery data of a striped replica; null for any other place.</summary>
    public StripeChanges? Striping { get; init; }

    /// <summary>Damaged objects that the place refuses to remove, as one that only adds does.</summary>
    public IReadOnlyList<ObjectName> Stuck { get; init; } = [];
}
