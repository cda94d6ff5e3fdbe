using Archivist.Platform.Problems;

namespace Archivist.Operations.Problems;

/// <summary>What a sheet is to say does not fit on it.</summary>
public sealed record SheetTooLong(int Contacts, int Places, int Bytes) : Problem(Failure.Usage, "sheet");
