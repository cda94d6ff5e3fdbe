using Archivist.Platform.Problems;

namespace Archivist.App.Messages.English;

/// <summary>English for the problems of building the recovery environment.</summary>
internal static class BuilderMessages
{
    /// <summary>Null for a problem of another room.</summary>
    internal static Message? Find(Problem problem) => problem switch
    {
        _ => null,
    };
}
