using Archivist.Platform.Problems;

namespace Archivist.Operations.Problems;

/// <summary>The sheet for the binder was printed and not read back.</summary>
/// <param name="Set">The set of shares that it is about.</param>
public sealed record SheetNotRead(string Set) : Problem(Failure.Findings, $"shares '{Set}'");
