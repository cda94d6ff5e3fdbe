using Archivist.Capture.Capturing;
using Archivist.Operations.Configuration;
using Archivist.Platform.FileSystem;
using Archivist.Repository.Packs;

namespace Archivist.Operations.Capturing;

/// <summary>What a snapshot is to be taken of, and how.</summary>
public sealed record CaptureRequest : OperationRequest
{
    /// <summary>Files and directories. Without any source at all, those of the settings are taken, block sources included.</summary>
    public IReadOnlyList<string> Sources { get; init; } = [];

    /// <summary>Disks, images and NBD exports, each captured as one file; where a dirty bitmap can be trusted only what changed is read.</summary>
    public IReadOnlyList<string> BlockSources { get; init; } = [];

    /// <summary>Bytes of a chunk of a block source, a power of two from 4 KiB to 8 MiB; null to let its length decide.</summary>
    public int? BlockSize { get; init; }

    /// <summary>A block source that cannot be opened makes the snapshot incomplete; otherwise there is none then.</summary>
    internal bool LeavesOutUnopenedBlocks { get; init; }

    /// <summary>Block sources are read whole, and their dirty bitmaps checked, when the last time is that long ago; null for a week.</summary>
    internal TimeSpan? ReadsBlocksWholeAfter { get; init; }

    /// <summary>A stream that is captured as one file, and alone; null for none.</summary>
    public SourceStream? Stream { get; init; }

    /// <summary>Sources that were asked for and matched nothing; the snapshot is incomplete by each.</summary>
    public IReadOnlyList<UnreadablePath> Unmatched { get; init; } = [];

    /// <summary>Records the layout of this machine in the directory <c>system</c> of the snapshot (docs/formats/system.md). Linux only; not with <see cref="Stream"/>.</summary>
    public bool RecordsSystem { get; init; }

    /// <summary>What of the sources is left out, besides what the settings leave out.</summary>
    public SelectionSettings Selection { get; init; } = SelectionSettings.Everything;

    /// <summary>Words to put on the snapshot.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>The machine's name; null for that of this machine.</summary>
    public string? Host { get; init; }

    /// <summary>The snapshot's time; null for now.</summary>
    public GoTime? Time { get; init; }

    /// <summary>Reads every file and block source again, also unchanged ones.</summary>
    public bool ReadsEverything { get; init; }

    /// <summary>The snapshot to compare with; null for the newest of the same machine and sources.</summary>
    public string? Parent { get; init; }

    /// <summary>Another inode number does not make a file changed.</summary>
    public bool IgnoresInode { get; init; }

    /// <summary>Another time of change does not make a file changed.</summary>
    public bool IgnoresChangeTime { get; init; }

    /// <summary>Keeps access times.</summary>
    public bool WithAccessTime { get; init; }

    /// <summary>Stores no snapshot that would hold the same as its parent.</summary>
    public bool SkipsUnchanged { get; init; }

    /// <summary>How packs are made.</summary>
    public PackSizing Sizing { get; init; } = PackSizing.Default;

    /// <summary>Looks only where something changed since a snapshot, which is the parent then; null to look everywhere.</summary>
    internal ChangesSince? Changes { get; init; }

    /// <summary>As <see cref="CaptureOptions.Storing"/>.</summary>
    internal Action<CaptureOutcome>? Storing { get; init; }

    /// <summary>Writes nothing, not even a lock.</summary>
    public bool IsDryRun { get; init; }
}
