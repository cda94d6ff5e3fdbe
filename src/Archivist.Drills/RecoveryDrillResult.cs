using Archivist.Drills.Problems;
using Archivist.Platform.Problems;
using Archivist.Recovery.Protocol;

namespace Archivist.Drills;

/// <summary>The result of a drill.</summary>
public sealed record RecoveryDrillResult
{
    /// <summary>The verdict: <see cref="Failure.None"/> when everything came back and compared equal.</summary>
    public Failure Failure => Problem.Failure;

    /// <summary>How it ended: <see cref="DrillVerdict"/>, good or bad, <see cref="DrillKeyRefused"/>, <see cref="DrillKeyUntried"/>, or <see cref="DrillInconclusive"/>.</summary>
    public required Problem Problem { get; init; }

    /// <summary>The fault that was injected.</summary>
    public required DrillFault Fault { get; init; }

    /// <summary>Whether the key that the machine was given opened the repository on the disc.</summary>
    public required bool HasKeyOpened { get; init; }

    /// <summary>The kind of the identity that opened, in one word: x25519 or hybrid; null when none did.</summary>
    public string? IdentityKind { get; init; }

    /// <summary>Whether the verdict is the expected one.</summary>
    public bool IsAsExpected => Failure == Fault.Expected;

    /// <summary>The furthest stage that was reached.</summary>
    public required DrillStage LastStage { get; init; }

    /// <summary>From power-on until the recovery program ran.</summary>
    public TimeSpan? ToBoot { get; init; }

    /// <summary>From power-on until the first file was back.</summary>
    public TimeSpan? ToFirstFile { get; init; }

    /// <summary>From power-on until everything was back.</summary>
    public TimeSpan? ToRestored { get; init; }

    /// <summary>From power-on to the end.</summary>
    public required TimeSpan Duration { get; init; }

    /// <summary>The snapshot that was restored, or null when none was reached.</summary>
    public string? Snapshot { get; init; }

    /// <summary>When that snapshot was taken.</summary>
    public DateTimeOffset? SnapshotTaken { get; init; }

    /// <summary>Files, directories and others restored.</summary>
    public long Entries { get; init; }

    /// <summary>Bytes of content restored.</summary>
    public long Bytes { get; init; }

    /// <summary>Sealed bytes read from the disc.</summary>
    public long BytesFromDisc { get; init; }

    /// <summary>Sealed bytes read over the net.</summary>
    public long BytesFromNet { get; init; }

    /// <summary>Files whose every byte was compared.</summary>
    public long FilesCompared { get; init; }

    /// <summary>Entries that differ from the snapshot.</summary>
    public long Differences { get; init; }

    /// <summary>Some of the differences.</summary>
    public IReadOnlyList<string> DifferenceExamples { get; init; } = [];

    /// <summary>The console of the machine, with time stamps.</summary>
    public required string ConsoleLog { get; init; }
}
