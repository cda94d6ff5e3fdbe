using Archivist.Platform.Problems;

namespace Archivist.Keys.Problems;

/// <summary>A share asks for more groups than there are: it was not made by the standard.</summary>
public sealed record ShareGroupsWrong(int Threshold, int Count) : Problem(Failure.Failed, "share");
