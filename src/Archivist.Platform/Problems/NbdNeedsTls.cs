namespace Archivist.Platform.Problems;

/// <summary>An NBD server insists on TLS, which the client does not implement.</summary>
public sealed record NbdNeedsTls(string Address) : Problem(Failure.Failed, Address);
