using Archivist.Drills.Problems;
using Archivist.Platform.Problems;

namespace Archivist.App.Messages;

/// <summary>What to type next after a problem of drills.</summary>
internal static class DrillsHints
{
    /// <summary>Null where no command or flag helps more than the general hint.</summary>
    internal static string? Find(Problem problem) => problem switch
    {
        DrillImageMissing => "Build one: archivist disc build",
        _ => null,
    };
}
