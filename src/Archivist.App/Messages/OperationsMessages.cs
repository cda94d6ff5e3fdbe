using Archivist.Platform.Problems;

namespace Archivist.App.Messages;

/// <summary>English for the problems of operations.</summary>
internal static class OperationsMessages
{
    /// <summary>Null for a problem of another room.</summary>
    internal static Message? Find(Problem problem) => problem switch
    {
        _ => null,
    };
}
