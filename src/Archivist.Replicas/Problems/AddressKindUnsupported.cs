using Archivist.Platform.Problems;

namespace Archivist.Replicas.Problems;

/// <summary>An address is of a kind that this program does not open.</summary>
public sealed record AddressKindUnsupported(IReadOnlyList<string> Notations) : Problem(Failure.Usage, "");
