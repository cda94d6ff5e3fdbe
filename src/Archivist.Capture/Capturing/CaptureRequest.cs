using Archivist.Repository;

namespace Archivist.Capture;

/// <summary>What to capture, and how the snapshot is labelled.</summary>
public sealed record CaptureRequest
{
    /// <summary>Files and folders; relative ones are taken from the working folder.</summary>
    public required IReadOnlyList<string> Sources { get; init; }

    /// <summary>
    /// Disks, images and NBD exports, each captured as one file of its length (see <see cref="BlockAddress.PathOf"/>).
    /// </summary>
    public IReadOnlyList<string> BlockSources { get; init; } = [];

    /// <summary>Bytes of a chunk of a block source, a power of two from 4 KiB to 8 MiB; null to let its length decide.</summary>
    public int? BlockSize { get; init; }

    /// <summary>
    /// Left out: an absolute path leaves out what lies there; anything else is a pattern with <c>*</c> and <c>?</c> for single names.
    /// </summary>
    public IReadOnlyList<string> Excludes { get; init; } = [];

    /// <summary>Words to put on the snapshot.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>Who takes it.</summary>
    public required Operator Who { get; init; }

    /// <summary>Files with unchanged metadata are taken over from this snapshot without reading them.</summary>
    public Snapshot? Parent { get; init; }

    /// <summary>How packs are made.</summary>
    public PackSizing Sizing { get; init; } = PackSizing.Default;

    /// <summary>Name and version of the program, for the snapshot.</summary>
    public required string ProgramVersion { get; init; }
}
