using Archivist.Platform.Problems;

namespace Archivist.Keys.Problems;

/// <summary>A row that was typed differs from the check behind it.</summary>
/// <param name="Row">Which row, counted from 1.</param>
public sealed record SheetRowWrong(int Row) : Problem(Failure.Failed, "sheet");
