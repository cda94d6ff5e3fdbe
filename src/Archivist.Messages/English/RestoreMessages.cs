using Archivist.Platform.Problems;

namespace Archivist.Messages.English;

/// <summary>English for the problems of restoring and mounting.</summary>
internal static class RestoreMessages
{
    /// <summary>Null for a problem of another room.</summary>
    internal static Message? Find(Problem problem) => problem switch
    {
        _ => null,
    };
}
