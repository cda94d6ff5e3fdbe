using Archivist.Capture.Capturing;
using Archivist.Operations.Configuration;
using Archivist.Platform.FileSystem;
using Archivist.Platform.Files;
using Archivist.Repository.Packs;

namespace Archivist.Operations.Capturing;

/// <summary>What a snapshot is to be taken of, and how.</summary>
internal sealed record CaptureOrder
{
    internal required IReadOnlyList<string> Sources { get; init; }

    /// <summary>What was asked for and matched nothing.</summary>
    internal IReadOnlyList<UnreadablePath> Unmatched { get; init; } = [];

    /// <summary>The archive's own folders.</summary>
    internal IReadOnlyList<OwnFolder> Own { get; init; } = [];

    internal BlockSelection Blocks { get; init; } = BlockSelection.None;

    internal SourceStream? Stream { get; init; }

    internal SelectionSettings Selection { get; init; } = SelectionSettings.Everything;

    internal IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>The machine's name; this one's, when it is null.</summary>
    internal string? Host { get; init; }

    internal GoTime? Time { get; init; }

    /// <summary>Reads every file again.</summary>
    internal bool ReadsEverything { get; init; }

    /// <summary>The snapshot to compare with; the newest of the same machine and sources, when it is null.</summary>
    internal string? Parent { get; init; }

    internal bool IgnoresInode { get; init; }

    internal bool IgnoresChangeTime { get; init; }

    internal bool WithAccessTime { get; init; }

    internal bool SkipsUnchanged { get; init; }

    internal PackSizing Sizing { get; init; } = PackSizing.Default;
}
