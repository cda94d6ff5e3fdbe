namespace Archivist.Replicas.Peers;

/// <summary>What came of signing in. The private constructor closes the set. Immutable.</summary>
public abstract record SignInResult
{
    private SignInResult()
    {
    }

    /// <summary>The user exists and has this password.</summary>
    public sealed record Accepted : SignInResult;

    /// <summary>Another password, or no such user: which of them is not said to the client.</summary>
    /// <param name="IsKnown">The user exists.</param>
    public sealed record Refused(bool IsKnown) : SignInResult;

    /// <summary>Too many attempts failed; this one was not looked at.</summary>
    /// <param name="Wait">How long the next one has to wait.</param>
    public sealed record Throttled(TimeSpan Wait) : SignInResult;
}
