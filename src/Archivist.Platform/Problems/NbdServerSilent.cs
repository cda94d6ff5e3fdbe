namespace Archivist.Platform.Problems;

/// <summary>An NBD server does not answer in time.</summary>
public sealed record NbdServerSilent(string Address) : Problem(Failure.Failed, Address);
