using Archivist.Platform.Problems;

namespace Archivist.Operations.Problems;

/// <summary>None of the places that were named holds an image.</summary>
public sealed record NoImagesAt(IReadOnlyList<string> Places) : Problem(Failure.Usage, Places[0]);
