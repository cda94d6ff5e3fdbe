namespace Archivist.Recovery.Protocol;

/// <summary>What can open the repository on a disc besides its password.</summary>
public enum RecoveryKey
{
    /// <summary>The passphrase of the keyring.</summary>
    Passphrase,

    /// <summary>An identity file, whose key pair the keyring knows.</summary>
    File,

    /// <summary>Shares on paper.</summary>
    Shares,
}
