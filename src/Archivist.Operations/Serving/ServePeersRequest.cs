using Archivist.Operations.Events;
using Archivist.Replicas.Peers;

namespace Archivist.Operations.Serving;

/// <summary>Where to keep the repositories of others, and for whom.</summary>
public sealed record ServePeersRequest : OperationRequest
{
    /// <summary>The directory that holds one directory per user; it must exist.</summary>
    public required string Directory { get; init; }

    /// <summary>An htpasswd file with bcrypt hashes; read again when it changes.</summary>
    public required string Users { get; init; }

    /// <summary>Address and port to listen on, such as <c>127.0.0.1:8000</c>; port 0 takes a free one.</summary>
    public required string Listen { get; init; }

    /// <summary>Certificate and key; null for no TLS, which only loopback may do without.</summary>
    public TlsFiles? Tls { get; init; }

    /// <summary>The directory of a witness that cosigns ledgers of others; null for none.</summary>
    public string? Witness { get; init; }

    /// <summary>What each user may do and take.</summary>
    public PeerLimits Limits { get; init; } = new();

    /// <summary>Called once users are served.</summary>
    public required Action<ServePeersResult> Serving { get; init; }
}
