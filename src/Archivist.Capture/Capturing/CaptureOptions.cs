using Archivist.Capture.Blocks;
using Archivist.Capture.Selecting;
using Archivist.Platform;
using Archivist.Platform.FileSystem;
using Archivist.Platform.Files;
using Archivist.Repository.Packs;
using Archivist.Repository.Snapshots;

namespace Archivist.Capture.Capturing;

/// <summary>The options of a capture: its sources, and how the snapshot is labelled.</summary>
public sealed record CaptureOptions
{
    /// <summary>Files and directories; relative ones are taken from the working directory.</summary>
    public required IReadOnlyList<string> Sources { get; init; }

    /// <summary>Requested sources that are no path, such as patterns that matched nothing; each makes the snapshot incomplete.</summary>
    public IReadOnlyList<UnreadablePath> Unmatched { get; init; } = [];

    /// <summary>The archive's own directories on this machine: a snapshot that takes one in says so.</summary>
    public IReadOnlyList<OwnFolder> Own { get; init; } = [];

    /// <summary>
    /// Disks, images and NBD exports, each captured as one file of its length (see <see cref="BlockAddress.PathOf"/>).
    /// </summary>
    public IReadOnlyList<string> BlockSources { get; init; } = [];

    /// <summary>Bytes of a chunk of a block source, a power of two from 4 KiB to 8 MiB; null to let its length decide.</summary>
    public int? BlockSize { get; init; }

    /// <summary>What is remembered of block sources, by their addresses: with it their dirty bitmaps can be used.</summary>
    public IReadOnlyDictionary<string, BlockReference> BlockReferences { get; init; } = new Dictionary<string, BlockReference>();

    /// <summary>Reads block sources whole, and checks their dirty bitmaps against that.</summary>
    public bool ReadsBlocksWhole { get; init; }

    /// <summary>The same is done when the last time is that long ago.</summary>
    public TimeSpan ReadsBlocksWholeAfter { get; init; } = TimeSpan.FromDays(7);

    /// <summary>A block source that cannot be opened is reported and left out; otherwise it ends the capture before it began.</summary>
    public bool LeavesOutUnopenedBlocks { get; init; }

    /// <summary>A stream that is captured instead of the sources.</summary>
    public SourceStream? Stream { get; init; }

    /// <summary>A directory that the snapshot gets beside its sources; null for none. Not for a stream.</summary>
    public MadeUpFolder? MadeUp { get; init; }

    /// <summary>Reads sources from pictures of one moment where the file system can take one, and counts what changed while it was read elsewhere. Not for a stream.</summary>
    public bool TakesPictures { get; init; }

    /// <summary>Which entries of the sources are captured.</summary>
    public SourceSelection Selection { get; init; } = SourceSelection.Everything;

    /// <summary>The patterns of <see cref="Selection"/> as they were written, for the snapshot.</summary>
    public IReadOnlyList<string> Excludes { get; init; } = [];

    /// <summary>Tags of the snapshot.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>Who takes it.</summary>
    public required Operator Who { get; init; }

    /// <summary>Files with unchanged metadata are taken over from this snapshot without reading them.</summary>
    public Snapshot? Parent { get; init; }

    /// <summary>
    /// Where something may have changed since <see cref="Parent"/>: other directories are taken over from it unseen, when their own metadata is the same. Null to look everywhere.
    /// </summary>
    public ChangedDirectories? Changed { get; init; }

    /// <summary>Ignores the inode number when looking for changes.</summary>
    public bool IgnoresInode { get; init; }

    /// <summary>Ignores the change time (ctime) when looking for changes.</summary>
    public bool IgnoresChangeTime { get; init; }

    /// <summary>Keeps access times.</summary>
    public bool WithAccessTime { get; init; }

    /// <summary>Stores no snapshot whose content would equal <see cref="Parent"/>.</summary>
    public bool SkipsUnchanged { get; init; }

    /// <summary>The snapshot's time; now, when it is null.</summary>
    public GoTime? Time { get; init; }

    /// <summary>How packs are made.</summary>
    public PackSizing Sizing { get; init; } = PackSizing.Default;

    /// <summary>Name and version of the program, for the snapshot.</summary>
    public required string ProgramVersion { get; init; }

    /// <summary>
    /// Fails when the lock under which the capture runs is lost. With it, an interrupted capture indexes what it has stored; null leaves that to a later run.
    /// </summary>
    public Func<CancellationToken, Task>? ConfirmLock { get; init; }

    /// <summary>
    /// Hears of the snapshot just before it is stored, still without its id: a process that is killed after that recognises it by its time and tree. What it throws ends the capture.
    /// </summary>
    public Action<CaptureOutcome>? Storing { get; init; }
}
