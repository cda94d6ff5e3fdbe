namespace Archivist.Platform.Problems;

/// <summary>An NBD server does not keep to the protocol during the handshake.</summary>
public sealed record NbdProtocolViolated(string Address, NbdViolation Violation) : Problem(Failure.Failed, Address);
