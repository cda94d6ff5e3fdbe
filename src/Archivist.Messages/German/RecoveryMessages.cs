using Archivist.Platform.Problems;
using Archivist.Recovery.Protocol.Problems;

namespace Archivist.Messages.German;

/// <summary>German for the problems of the protocol of the recovery environment.</summary>
internal static class RecoveryMessages
{
    /// <summary>Null for a problem of another room.</summary>
    internal static Message? Find(Problem problem) => problem switch
    {
        DrillOrderInvalid(var place) => new Message($"Der Übungsauftrag ist {(place is null ? "am Anfang" : $"bei {place}")} ungültig"),
        DrillEventInvalid(var cause) => new Message($"Die Übungsmeldung ist ungültig: {CauseText.Of(cause)}"),
        DrillLineTooLong(var limit) => new Message($"Eine Zeile am Übungsanschluss ist länger als {limit} Byte"),
        _ => null,
    };
}
