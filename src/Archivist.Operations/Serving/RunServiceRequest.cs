namespace Archivist.Operations.Serving;

/// <summary>The service of an archive is to run until it is stopped.</summary>
public sealed record RunServiceRequest : OperationRequest
{
    /// <summary>Address and port for health; null for what the settings say. Port 0 takes a free one.</summary>
    public string? Listen { get; init; }

    /// <summary>Called once everything is up.</summary>
    public required Action<RunServiceResult> Serving { get; init; }

    /// <summary>Called when repositories of others are kept too.</summary>
    public required Action<ServePeersResult> ServingPeers { get; init; }
}
