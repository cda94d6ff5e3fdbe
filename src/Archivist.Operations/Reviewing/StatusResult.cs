using Archivist.Operations.Keys.Sharing;
using Archivist.Platform.Problems;
using Archivist.Replicas.Placement;

namespace Archivist.Operations.Reviewing;

/// <summary>How the archive is. The verdict is the most severe need.</summary>
/// <param name="Archive">The name of the archive.</param>
/// <param name="NewestSnapshot">When the newest snapshot in the ledger was taken; null when there is none.</param>
/// <param name="Copies">The replicas, in the order of the settings.</param>
/// <param name="Policy">How the placement policy compares with the copies that are good.</param>
/// <param name="Needs">What needs the operator, the most urgent first.</param>
public sealed record StatusResult(
    string Archive, DateTimeOffset? NewestSnapshot, IReadOnlyList<CopyStatus> Copies, IReadOnlyList<PlacementFinding> Policy, IReadOnlyList<Problem> Needs) : OperationResult
{
    /// <summary>Sets of discs that were burned and read back.</summary>
    public IReadOnlyList<DiscCopyStatus> Discs { get; init; } = [];

    /// <summary>What the witnesses of the ledger cosigned last, in the order of the settings.</summary>
    public IReadOnlyList<WitnessStatus> Witnesses { get; init; } = [];

    /// <summary>Keys whose passwords were split into shares on paper, the oldest first.</summary>
    public IReadOnlyList<SharedKeyStatus> SharedKeys { get; init; } = [];

    /// <summary>Who is in the keyring, and when each was tested, as the ledger says.</summary>
    public IReadOnlyList<HeldKey> HeldKeys { get; init; } = [];

    /// <summary>The page of one-time codes in use; null without any.</summary>
    public CodePageStatus? Codes { get; init; }

    /// <summary>Shares and sheets that are void, in the order in which they became so.</summary>
    public IReadOnlyList<VoidPaper> VoidPaper { get; init; } = [];

    /// <summary>The policy is met by copies that were verified in time, and they hold the newest snapshot.</summary>
    public bool IsSafe => Verdict is Failure.None;
}
