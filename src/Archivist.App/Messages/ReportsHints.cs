using Archivist.Platform.Problems;
using Archivist.Reports.Problems;

namespace Archivist.App.Messages;

/// <summary>What to type next after a problem of reports.</summary>
internal static class ReportsHints
{
    /// <summary>Null where no command or flag helps more than the general hint.</summary>
    internal static string? Find(Problem problem) => problem switch
    {
        FontDamaged => "Install the fonts again: apt install --reinstall fonts-dejavu-core",
        _ => null,
    };
}
