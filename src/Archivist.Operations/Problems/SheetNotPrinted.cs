using Archivist.Platform.Problems;

namespace Archivist.Operations.Problems;

/// <summary>What was read is no sheet that was printed for a key which still opens the archive.</summary>
/// <param name="Sheet">How it was named.</param>
public sealed record SheetNotPrinted(string Sheet) : Problem(Failure.Failed, Sheet);
