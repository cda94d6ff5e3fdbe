namespace Archivist.Platform.Problems;

/// <summary>An NBD server does not implement NBD_OPT_GO.</summary>
public sealed record NbdServerTooOld(string Address) : Problem(Failure.Failed, Address);
