using Archivist.Platform.Problems;
using Archivist.Restore.Problems;

namespace Archivist.App.Messages;

/// <summary>What to type next after a problem of restoring and mounting.</summary>
internal static class RestoreHints
{
    /// <summary>Null where no command or flag helps more than the general hint.</summary>
    internal static string? Find(Problem problem) => problem switch
    {
        ContentNotIndexed or SizeContradicted => "Run 'archivist check', then repair from a replica.",
        StagedRestoreLimited => "Omit --delta, --dry-run and --overwrite, or copy the discs into one directory and restore from there.",
        DeleteAtRoot => "--delete cannot be used there without --include: name the paths, or choose another target.",
        NothingIncluded => "List the content of the snapshot with 'archivist ls'.",
        DeviceRestoreIncomplete => "The content of the device is not usable now. Run 'archivist check', then repair from a replica.",
        ArchiveEntryUnsafe => "Run 'archivist check'; 'archivist restore' leaves out such entries and brings back the rest.",
        _ => null,
    };
}
