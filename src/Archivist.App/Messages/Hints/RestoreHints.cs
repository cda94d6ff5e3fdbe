using Archivist.Platform.Problems;

namespace Archivist.App.Messages.Hints;

/// <summary>What to type next after a problem of restoring and mounting.</summary>
internal static class RestoreHints
{
    /// <summary>Null where no command or flag helps more than the general hint.</summary>
    internal static string? Find(Problem problem) => problem switch
    {
        _ => null,
    };
}
