using Archivist.Platform.Problems;

namespace Archivist.Messages.English;

/// <summary>English for the problems of replicas and their stores.</summary>
internal static class ReplicasMessages
{
    /// <summary>Null for a problem of another room.</summary>
    internal static Message? Find(Problem problem) => problem switch
    {
        _ => null,
    };
}
