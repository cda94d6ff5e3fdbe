using Archivist.Platform.Problems;
using Archivist.Replicas.Peers;

namespace Archivist.Operations.Problems;

/// <summary>A client of a server of peers was refused something.</summary>
/// <param name="Address">Where the client is.</param>
/// <param name="User">Who it is; null when that is not known, for what was typed as a name may be a password.</param>
/// <param name="Refusal">What was refused.</param>
public sealed record PeerRefused(string Address, string? User, PeerRefusal Refusal) : Problem(Failure.None, Address);
