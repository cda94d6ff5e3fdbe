using Archivist.Platform.Problems;
using Archivist.Replicas.Addresses;
using Archivist.Replicas.Probing;

namespace Archivist.Operations.Probing;

/// <summary>The probe of one replica. Immutable.</summary>
/// <param name="Name">Its name, or its address where it has none.</param>
/// <param name="Location">Where it is, without credentials.</param>
/// <param name="Kind">What kind of place it is.</param>
/// <param name="Outcome">What it does; null when it could not be probed.</param>
/// <param name="Failure">Why it could not be probed; null when it was.</param>
public sealed record TestedReplica(string Name, string Location, AddressKind Kind, ProbeOutcome? Outcome, ArchivistException? Failure)
{
    /// <summary>How long the first request took, with everything that precedes it, such as connecting; null when it was not probed.</summary>
    public TimeSpan? FirstRequest { get; init; }

    /// <summary>It does everything that copies and audits need.</summary>
    public bool IsGood => Outcome is { IsGood: true };
}
