using Archivist.Platform.Problems;

namespace Archivist.Discs.Burning;

/// <summary>The result of a burn.</summary>
public sealed record BurnResult
{
    /// <summary>How it ended.</summary>
    public required BurnOutcome Outcome { get; init; }

    /// <summary>The medium as it was before.</summary>
    public required RecorderMedium Medium { get; init; }

    /// <summary>Why it did not end well; null when it did.</summary>
    public Problem? Problem { get; init; }

    /// <summary>Whether it was cancelled.</summary>
    public bool WasStopped { get; init; }

    /// <summary>How long writing took.</summary>
    public TimeSpan WriteTime { get; init; }

    /// <summary>The content that was read back; null when the burn did not get that far.</summary>
    public ReadBack? ReadBack { get; init; }

    /// <summary>Whether the medium is lost: written once, and not well.</summary>
    public bool IsCoaster => Outcome is BurnOutcome.WriteFailed or BurnOutcome.ReadBackFailed && Medium.IsWriteOnce;
}
