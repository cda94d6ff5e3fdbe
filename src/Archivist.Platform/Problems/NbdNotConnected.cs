namespace Archivist.Platform.Problems;

/// <summary>The connection to an NBD server failed while it was set up.</summary>
public sealed record NbdNotConnected(string Address, Cause Cause) : Problem(Failure.Failed, Address);
