namespace Archivist.Platform.Problems;

/// <summary>An NBD server refused the export for another reason, which is in its own words and as NBD_REP_ERR code.</summary>
public sealed record NbdExportRefused(string Address, string Reason, uint Reply) : Problem(Failure.Failed, Address);
