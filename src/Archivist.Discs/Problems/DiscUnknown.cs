using Archivist.Platform.Problems;

namespace Archivist.Discs.Problems;

/// <summary>The catalogue has no disc of a name.</summary>
/// <param name="Reference">The name or id that was given.</param>
/// <param name="SomeUnreadable">Whether the catalogue has records that cannot be read.</param>
public sealed record DiscUnknown(string Reference, bool SomeUnreadable) : Problem(Failure.Usage, Reference);
