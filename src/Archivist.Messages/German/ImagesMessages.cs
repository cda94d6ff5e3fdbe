using Archivist.Platform.Problems;

namespace Archivist.Messages.German;

/// <summary>German for the problems of disc images.</summary>
internal static class ImagesMessages
{
    /// <summary>Null for a problem of another room.</summary>
    internal static Message? Find(Problem problem) => problem switch
    {
        _ => null,
    };
}
