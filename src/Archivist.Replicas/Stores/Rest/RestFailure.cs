namespace Archivist.Replicas.Stores.Rest;

/// <summary>Why a request to a server failed; the inner exception of what the operator is shown, for whoever decides whether to try again.</summary>
/// <param name="message">The cause alone.</param>
/// <param name="isTransient">True when the same request may succeed later: 408, 429, 5xx, a broken or refused connection, no progress.</param>
/// <param name="isSilent">True when it took a whole time-out to find out, so that trying often costs much.</param>
/// <param name="retryAfter">How long the server asked to wait; null when it did not.</param>
/// <param name="cause">What was thrown below.</param>
public sealed class RestFailure(string message, bool isTransient, bool isSilent = false, TimeSpan? retryAfter = null, Exception? cause = null)
    : IOException(message, cause)
{
    /// <summary>True when the same request may succeed later.</summary>
    public bool IsTransient => isTransient;

    /// <summary>True when the server made no progress for a whole time-out.</summary>
    public bool IsSilent => isSilent;

    /// <summary>How long the server asked to wait.</summary>
    public TimeSpan? RetryAfter => retryAfter;
}
