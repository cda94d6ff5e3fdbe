namespace Archivist.Repository.Stores;

/// <summary>
/// Says why a store failed and whether the failure is transient. Thrown by adapters, on its own or as an <see cref="Exception.InnerException"/> of the error that the operator sees, and
/// read by the retry wrapper alone. A failure without it counts as permanent.
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

    /// <summary>Finds the classification in a failure or its inner exceptions; null when there is none, or when the content failed and not the store (<see cref="ContentFailureException"/>).</summary>
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
