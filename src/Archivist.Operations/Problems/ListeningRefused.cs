using Archivist.Platform.Problems;

namespace Archivist.Operations.Problems;

/// <summary>Other machines would reach an address where there is no TLS, or no sign-in either.</summary>
/// <param name="Address">Address and port.</param>
/// <param name="HasSignIn">Users sign in there; only TLS is missing.</param>
public sealed record ListeningRefused(string Address, bool HasSignIn) : Problem(Failure.Usage, Address);
