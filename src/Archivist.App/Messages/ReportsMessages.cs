using Archivist.Platform.Problems;
using Archivist.Reports.Problems;

namespace Archivist.App.Messages;

/// <summary>English for the problems of reports and their printing.</summary>
internal static class ReportsMessages
{
    /// <summary>Null for a problem of another room.</summary>
    internal static Message? Find(Problem problem) => problem switch
    {
        FontsMissing => new Message("fonts: the DejaVu fonts are not installed", "Install them: apt install fonts-dejavu-core"),
        FontDamaged(var path, var cause) => new Message($"{path}: {CommandLineMessages.Instance.Of(cause)}", "Install the package fonts-dejavu-core again."),
        _ => null,
    };
}
