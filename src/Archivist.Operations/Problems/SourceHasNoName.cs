using Archivist.Platform.Problems;

namespace Archivist.Operations.Problems;

/// <summary>A source has no name that it could have on a disc.</summary>
public sealed record SourceHasNoName(string Source) : Problem(Failure.Usage, Source);
