using Archivist.Drills;
using Archivist.Platform.Problems;

namespace Archivist.Operations.Problems;

/// <summary>A drill is to be given a wrong passphrase, and opens its disc with something that is not typed.</summary>
public sealed record DrillFaultNeedsPassphrase(DrillKeyKind Kind) : Problem(Failure.Usage, "drill");
