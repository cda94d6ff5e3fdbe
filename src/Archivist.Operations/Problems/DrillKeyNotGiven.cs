using Archivist.Drills;
using Archivist.Platform.Problems;

namespace Archivist.Operations.Problems;

/// <summary>A drill is to open its disc with a key that neither the request nor the settings give.</summary>
public sealed record DrillKeyNotGiven(DrillKeyKind Kind) : Problem(Failure.Usage, "drill");
