using Archivist.Evidence.Witnessing;
using Archivist.Platform.Problems;
using Archivist.Replicas.Peers;

namespace Archivist.Operations.Events;

/// <summary>What a server of peers needs. Immutable; its parts are thread-safe.</summary>
/// <param name="Store">The repositories of the users.</param>
/// <param name="SignIn">Checks users and passwords.</param>
/// <param name="Warn">Receives what was refused, and what went wrong here.</param>
public sealed record PeerService(PeerStore Store, SignIn SignIn, Action<Problem> Warn)
{
    /// <summary>Cosigns checkpoints for logs that it knows; null for none.</summary>
    public Witness? Witness { get; init; }
}
