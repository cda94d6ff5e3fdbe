namespace Archivist.Operations.Problems;

/// <summary>Why a text is not a reference to a secret.</summary>
public enum SecretReferenceFault
{
    /// <summary>It has none of the known kinds.</summary>
    UnknownKind,

    /// <summary>Nothing stands after the colon.</summary>
    Empty,

    /// <summary>The name of the environment variable is invalid.</summary>
    VariableInvalid,

    /// <summary>The command line has an unclosed quote.</summary>
    QuoteOpen,

    /// <summary>The number of the descriptor is invalid.</summary>
    DescriptorInvalid,

    /// <summary>The name of the systemd credential is invalid.</summary>
    CredentialInvalid,

    /// <summary>The name of the key in the keyring of the kernel is invalid.</summary>
    KeyInvalid,
}
