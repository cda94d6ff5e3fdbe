namespace Archivist.Operations.Capturing;

/// <summary>How the sources of the settings are captured as they change.</summary>
public sealed record ContinuousCaptureRequest : OperationRequest
{
    /// <summary>The shortest time between two snapshots; null for that of the settings.</summary>
    public TimeSpan? Every { get; init; }

    /// <summary>Receives the numbers of watched directories and of block sources before the first snapshot.</summary>
    public Action<int, int>? Watching { get; init; }

    /// <summary>Receives each snapshot that was taken.</summary>
    public required Action<CaptureResult> Captured { get; init; }
}
