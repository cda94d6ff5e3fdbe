using Archivist.Platform.Problems;
using Archivist.Replicas.Problems;

namespace Archivist.App.Messages;

/// <summary>What to type next after a problem of replicas and their stores.</summary>
internal static class ReplicasHints
{
    /// <summary>Null where no command or flag helps more than the general hint.</summary>
    internal static string? Find(Problem problem) => problem switch
    {
        ObjectTampered => "Run 'archivist check --read-data' there and repair it before copying from it.",
        ObjectCutShort => "Run 'archivist check' there, then run the same command again.",
        ObjectsNotKept => "Check the disk of the server, then run the same command again.",
        ObjectTornAndStuck => "Remove that object by hand, or with an account that may, then run the same command again.",
        ConfigurationUnstable => "Check the disk or the connection, then run the same command again.",
        ConfigurationLengthWrong => "Check the disk or the server, then run the same command again.",
        NoSpaceForObject => "Free some space or choose another place, then run the same command again: nothing is lost.",
        _ => null,
    };
}
