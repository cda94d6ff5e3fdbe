namespace Archivist.Operations.Problems;

/// <summary>Why a schedule that is due does not start.</summary>
public enum HoldReason
{
    /// <summary>It needs the network, and there is none.</summary>
    NoNetwork,

    /// <summary>The network came back less than a minute ago.</summary>
    NetworkSettling,

    /// <summary>Skipped: on battery.</summary>
    OnBattery,

    /// <summary>Skipped: metered.</summary>
    Metered,

    /// <summary>Its last run failed, and it is not tried again yet.</summary>
    BackingOff,

    /// <summary>It was missed and takes its turn: not everything starts at once after a sleep.</summary>
    TakingTurns,
}
