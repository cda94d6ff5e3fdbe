using Archivist.Platform.Problems;

namespace Archivist.App.Messages.English;

/// <summary>English for the problems of reports and their printing.</summary>
internal static class ReportsMessages
{
    /// <summary>Null for a problem of another room.</summary>
    internal static Message? Find(Problem problem) => problem switch
    {
        _ => null,
    };
}
