using Archivist.Platform.Problems;

namespace Archivist.Operations.Problems;

/// <summary>A set was planned for another repository.</summary>
public sealed record SetOfOtherRepository(string Set, string Location) : Problem(Failure.Usage, Set);
