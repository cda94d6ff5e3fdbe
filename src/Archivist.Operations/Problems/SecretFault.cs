using Archivist.Platform.Problems;

namespace Archivist.Operations.Problems;

/// <summary>Why a secret is unavailable. The private constructor closes the set.</summary>
public abstract record SecretFault
{
    private SecretFault()
    {
    }

    /// <summary>The environment variable is not set.</summary>
    public sealed record NotSet : SecretFault;

    /// <summary>The secret is empty.</summary>
    public sealed record Empty : SecretFault;

    /// <summary>systemd has passed no credentials.</summary>
    public sealed record NoCredentials : SecretFault;

    /// <summary>This system has no kernel keyring.</summary>
    public sealed record NoKeyring : SecretFault;

    /// <summary>The user keyring of the kernel has no such key.</summary>
    public sealed record NotInKeyring : SecretFault;

    /// <summary>The key in the keyring of the kernel has expired or was revoked.</summary>
    public sealed record Expired : SecretFault;

    /// <summary>The file or descriptor cannot be read.</summary>
    public sealed record Unreadable(Cause Cause) : SecretFault;
}
