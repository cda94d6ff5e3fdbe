using Archivist.Platform.Problems;

namespace Archivist.Operations.Problems;

/// <summary>A page cannot have that number of one-time codes.</summary>
/// <param name="Count">The number.</param>
/// <param name="Most">What a page has room for.</param>
public sealed record CodeCountInvalid(int Count, int Most) : Problem(Failure.Usage, "codes");
