using Archivist.Evidence;
using Archivist.Evidence.Witnessing;
using Archivist.Platform.Problems;

namespace Archivist.Operations.Inspecting;

/// <summary>How the ledger is. Anything that does not match its signed head is <see cref="Failure.Tampering"/>.</summary>
/// <param name="Folder">The ledger.</param>
/// <param name="Verification">What was found.</param>
/// <param name="VerifierKey">The key that anyone can verify the head with.</param>
public sealed record VerifyLedgerResult(string Folder, LedgerVerification Verification, string VerifierKey) : OperationResult
{
    /// <summary>What each known witness cosigned last; without those that never did.</summary>
    public IReadOnlyList<CosignedHead> Cosigned { get; init; } = [];

    /// <summary>The known witnesses that never cosigned it.</summary>
    public IReadOnlyList<NoteKey> Silent { get; init; } = [];
}
