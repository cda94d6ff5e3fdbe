using Archivist.Operations.Problems;
using Archivist.Platform.Problems;

namespace Archivist.App.Messages;

/// <summary>What to type next after a problem of operations.</summary>
internal static class OperationsHints
{
    /// <summary>Null where no command or flag helps more than the general hint.</summary>
    internal static string? Find(Problem problem) => problem switch
    {
        TargetNotEmpty => "Give --force if what is in it may be overwritten.",
        _ => null,
    };
}
