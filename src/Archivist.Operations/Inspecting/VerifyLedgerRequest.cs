namespace Archivist.Operations.Inspecting;

/// <summary>Asks whether the ledger matches its signed head.</summary>
public sealed record VerifyLedgerRequest : OperationRequest
{
    /// <summary>A file with an older head that was kept elsewhere, of which the ledger must be a continuation; null without one.</summary>
    public string? Head { get; init; }

    /// <summary>A copy of a ledger to verify, and to compare with the ledger of the settings if that has the same key; null for the ledger of the settings.</summary>
    public string? Folder { get; init; }

    /// <summary>A replica whose copy of the ledger is verified and compared like that: its name in the settings, or its address; null for none. Not together with <see cref="Folder"/>.</summary>
    public string? Replica { get; init; }

    /// <summary>The key of the copy in its text form; null for that of the settings.</summary>
    public string? Key { get; init; }

    /// <summary>Keys of further witnesses, in their text form, whose cosignatures are shown and must hold.</summary>
    public IReadOnlyList<string> WitnessKeys { get; init; } = [];
}
