using Archivist.Platform.Problems;

namespace Archivist.Operations.Problems;

/// <summary>The beginning of a pack id matches none or several packs.</summary>
public sealed record PackNotIdentified(string Reference, int Matches) : Problem(Failure.Usage, Reference);
