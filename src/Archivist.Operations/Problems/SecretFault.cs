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

    /// <summary>The file or descriptor cannot be read.</summary>
    public sealed record Unreadable(Cause Cause) : SecretFault;
}
