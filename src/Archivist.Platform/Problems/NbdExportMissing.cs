namespace Archivist.Platform.Problems;

/// <summary>An NBD server has no export of this name.</summary>
public sealed record NbdExportMissing(string Address, string Export) : Problem(Failure.Failed, Address);
