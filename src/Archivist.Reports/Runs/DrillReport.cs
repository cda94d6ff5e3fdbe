using Archivist.Platform;
namespace Archivist.Reports.Runs;

/// <summary>One drill: a recovery in a virtual machine.</summary>
public sealed record DrillReport
{
    /// <summary>The firmware of the machine.</summary>
    public required Firmware Firmware { get; init; }

    /// <summary>What it started from, for people: "DVD drive", "USB stick".</summary>
    public required string Medium { get; init; }

    /// <summary>The key that it was given; null in reports of older versions, whose drills had the password.</summary>
    public DrillKeyReport? Key { get; init; }

    /// <summary>Everything came back as it was; for a fault made on purpose, that the right alarm was raised.</summary>
    public required bool Passed { get; init; }

    /// <summary>How it ended, in one sentence.</summary>
    public required string Sentence { get; init; }

    /// <summary>The full id of the snapshot that was restored; null when none was reached.</summary>
    public string? Snapshot { get; init; }

    /// <summary>When that snapshot was taken; later than the disc when it came back with changes since.</summary>
    public DateTimeOffset? SnapshotTaken { get; init; }

    /// <summary>From power-on until the recovery program asked; null when it was not reached.</summary>
    public double? SecondsToBoot { get; init; }

    /// <summary>From power-on until the first file was back.</summary>
    public double? SecondsToFirstFile { get; init; }

    /// <summary>From power-on until everything was back.</summary>
    public double? SecondsToRestored { get; init; }

    /// <summary>Bytes read from the disc.</summary>
    public long BytesFromDisc { get; init; }

    /// <summary>Bytes fetched from a replica.</summary>
    public long BytesFromNet { get; init; }

    /// <summary>Files that were compared with the snapshot.</summary>
    public long FilesCompared { get; init; }

    /// <summary>How many of them differ in content, permissions, times, attributes or links.</summary>
    public long Differences { get; init; }

    /// <summary>Some of the differences, in words.</summary>
    public IReadOnlyList<string> DifferenceExamples { get; init; } = [];

    /// <summary>Faults that were made on purpose, and whether the right alarm was raised.</summary>
    public IReadOnlyList<FaultReport> Faults { get; init; } = [];
}
