using Archivist.Evidence.Problems;
using Archivist.Platform.Problems;

namespace Archivist.App.Messages;

/// <summary>What to type next after a problem of the ledger.</summary>
internal static class EvidenceHints
{
    /// <summary>Null where no command or flag helps more than the general hint.</summary>
    internal static string? Find(Problem problem) => problem switch
    {
        WitnessMissing(var directory) => $"Create one with 'archivist ledger witness {directory} --name NAME', or name the directory that has it.",
        _ => null,
    };
}
