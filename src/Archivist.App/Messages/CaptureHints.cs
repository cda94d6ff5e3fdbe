using Archivist.Capture.Problems;
using Archivist.Platform.Problems;

namespace Archivist.App.Messages;

/// <summary>What to type next after a problem of capturing.</summary>
internal static class CaptureHints
{
    /// <summary>Null where no command or flag helps more than the general hint.</summary>
    internal static string? Find(Problem problem) => problem switch
    {
        StreamNameInvalid => "Name it with --stdin-filename.",
        SourceTooLarge => "Choose a larger --block-size.",
        BlockDirectoryTooLarge => "Choose a larger --block-size, or capture them in several snapshots.",
        MadeUpFolderTaken(var path, "/") => $"Leave it out with --exclude {path}, or do without --system.",
        MadeUpFolderTaken => "Do without --system, or capture that source in a snapshot of its own.",
        OwnDirectoryCaptured(var own) => $"Leave it out with --exclude {own.Path}.",
        _ => null,
    };
}
