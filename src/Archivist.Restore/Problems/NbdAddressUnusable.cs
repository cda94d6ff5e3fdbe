using Archivist.Platform.Problems;

namespace Archivist.Restore.Problems;

/// <summary>An NBD server cannot listen on this address.</summary>
public sealed record NbdAddressUnusable(string Address, Cause Cause) : Problem(Failure.Usage, Address);
