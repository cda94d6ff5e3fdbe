using Archivist.Correction.Problems;
using Archivist.Platform.Problems;

namespace Archivist.App.Messages;

/// <summary>What to type next after a problem of error correction.</summary>
internal static class CorrectionHints
{
    /// <summary>Null where no command or flag helps more than the general hint.</summary>
    internal static string? Find(Problem problem) => problem switch
    {
        ImageNotWritable or ImageNotRepaired { Failure: not Failure.NoSpace } => "Repair into a copy with --output.",
        _ => null,
    };
}
