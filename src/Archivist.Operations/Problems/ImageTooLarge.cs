using Archivist.Platform.Problems;

namespace Archivist.Operations.Problems;

/// <summary>An image does not fit on a medium.</summary>
public sealed record ImageTooLarge(string Medium, long Needed, long Capacity) : Problem(Failure.NoSpace, Medium);
