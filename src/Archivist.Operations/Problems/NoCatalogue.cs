using Archivist.Platform.Problems;

namespace Archivist.Operations.Problems;

/// <summary>A disc of the catalogue is named, and no settings say where that is.</summary>
public sealed record NoCatalogue(string Disc) : Problem(Failure.Usage, Disc);
