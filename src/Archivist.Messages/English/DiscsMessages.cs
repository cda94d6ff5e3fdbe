using Archivist.Platform.Problems;

namespace Archivist.Messages.English;

/// <summary>English for the problems of discs.</summary>
internal static class DiscsMessages
{
    /// <summary>Null for a problem of another room.</summary>
    internal static Message? Find(Problem problem) => problem switch
    {
        _ => null,
    };
}
