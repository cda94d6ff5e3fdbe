namespace Archivist.Repository.Stores;

/// <summary>
/// Why a store failed, and whether the same request may succeed later: itself, or inside the <see cref="Exception.InnerException"/> of what the operator is shown. Adapters
/// say it, one wrapper decides to retry by it. A failure that says nothing is permanent.
/// </summary>
/// <param name="message">The cause alone.</param>
/// <param name="isTransient">True when the same request may succeed later, as after a broken connection.</param>
/// <param name="isSilent">True when it took a whole time-out to find out, so that retrying often costs much.</param>
/// <param name="retryAfter">How long the store asked to wait; null when it did not.</param>
/// <param name="cause">What was thrown below.</param>
public sealed class StoreFailureException(string message, bool isTransient, bool isSilent = false, TimeSpan? retryAfter = null, Exception? cause = null)
    : IOException(message, cause)
{
    /// <summary>True when the same request may succeed later.</summary>
    public bool IsTransient => isTransient;

    /// <summary>True when the store made no progress for a whole time-out.</summary>
    public bool IsSilent => isSilent;

    /// <summary>How long the store asked to wait.</summary>
    public TimeSpan? RetryAfter => retryAfter;

    /// <summary>What a store said about a failure; null when it said nothing, and when not the store failed but the content that was put.</summary>
    public static StoreFailureException? FindIn(Exception failure)
    {
        for (var cause = failure; cause is not null and not ContentFailureException; cause = cause.InnerException)
        {
            if (cause is StoreFailureException found)
                return found;
        }

        return null;
    }
}
