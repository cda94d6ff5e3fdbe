using Archivist.Discs.Problems;
using Archivist.Platform.Problems;

namespace Archivist.Operations.Problems;

/// <summary>An image that a scheduled run built does not read back as it was written.</summary>
public sealed record BuiltDiscDamaged(DiscTitle? Disc, Problem Finding) : Problem(Failure.MediumFailed, Finding.Subject);
