using Archivist.Drills.Problems;
using Archivist.Platform.Problems;
using Archivist.Recovery.Protocol;

namespace Archivist.App.Messages;

/// <summary>What to type next after a problem of drills.</summary>
internal static class DrillsHints
{
    /// <summary>Null where no command or flag helps more than the general hint.</summary>
    internal static string? Find(Problem problem) => problem switch
    {
        DrillImageMissing => "Build one: archivist disc build",
        DrillKeyRefused(RecoveryKey.Shares, _, _) => "See whose shares still count with 'archivist key list'; a disc made before them needs to be built again: archivist disc build",
        DrillKeyRefused => "See who is in the keyring with 'archivist key list'; a key added after the disc was made needs a new disc: archivist disc build",
        DrillKeyUntried => "Add a passphrase with 'archivist key add --passphrase', build the disc again, and give that one.",
        _ => null,
    };
}
