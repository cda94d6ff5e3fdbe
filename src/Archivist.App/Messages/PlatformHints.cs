using Archivist.Platform.Problems;

namespace Archivist.App.Messages;

/// <summary>What to type next after a problem of the platform.</summary>
internal static class PlatformHints
{
    /// <summary>Null where no command or flag helps more than the general hint.</summary>
    internal static string? Find(Problem problem) => problem switch
    {
        NotBlockSource => "Name directories without --block.",
        _ => null,
    };
}
