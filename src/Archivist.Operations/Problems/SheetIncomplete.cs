using Archivist.Platform.Problems;

namespace Archivist.Operations.Problems;

/// <summary>A sheet would not say whom to call, or where the discs are.</summary>
/// <param name="HasContacts">It says whom to call.</param>
public sealed record SheetIncomplete(bool HasContacts) : Problem(Failure.Usage, "sheet");
