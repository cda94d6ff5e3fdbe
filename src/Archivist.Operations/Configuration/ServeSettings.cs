namespace Archivist.Operations.Configuration;

/// <summary>What the service does besides running schedules.</summary>
/// <param name="Listen">Address and port for health.</param>
internal sealed record ServeSettings(string Listen)
{
    /// <summary>Within this time each schedule must have had a success; null for two intervals of its calendar.</summary>
    public TimeSpan? SuccessWithin { get; init; }

    /// <summary>The repositories of others; null to keep none.</summary>
    public PeersSettings? Peers { get; init; }
}
