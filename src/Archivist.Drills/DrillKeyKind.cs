namespace Archivist.Drills;

/// <summary>The kinds of keys that a drill can open its disc with.</summary>
public enum DrillKeyKind
{
    /// <summary>A password of the repository.</summary>
    Password,

    /// <summary>The passphrase of the keyring.</summary>
    Passphrase,

    /// <summary>An identity file on a USB stick, whose recipient is in the keyring.</summary>
    Stick,

    /// <summary>Shares on paper.</summary>
    Shares,
}
