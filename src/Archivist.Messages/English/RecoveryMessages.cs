using Archivist.Platform.Problems;
using Archivist.Recovery.Protocol.Problems;

namespace Archivist.Messages.English;

/// <summary>English for the problems of the protocol of the recovery environment.</summary>
internal static class RecoveryMessages
{
    /// <summary>Null for a problem of another room.</summary>
    internal static Message? Find(Problem problem) => problem switch
    {
        DrillOrderInvalid(var place) => new Message($"drill order: invalid near {place ?? "its start"}"),
        DrillEventInvalid(var cause) => new Message($"drill event: invalid: {CauseText.Of(cause)}"),
        DrillLineTooLong(var limit) => new Message($"drill port: a line is longer than {limit} bytes"),
        _ => null,
    };
}
