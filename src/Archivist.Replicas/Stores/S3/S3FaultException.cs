using Archivist.Replicas.Problems;

namespace Archivist.Replicas.Stores.S3;

/// <summary>A request to S3 failed on the way, or its answer is not success. Never leaves <see cref="S3Store"/>.</summary>
/// <param name="fault">Why.</param>
/// <param name="isTransient">The same request may succeed later.</param>
/// <param name="cause">What was thrown below, or null.</param>
internal sealed class S3FaultException(ServerFault fault, bool isTransient, Exception? cause = null) : IOException(fault.ToString(), cause)
{
    /// <summary>Why.</summary>
    internal ServerFault Fault => fault;

    /// <summary>The same request may succeed later.</summary>
    internal bool IsTransient => isTransient;

    /// <summary>The HTTP status; 0 where no answer came.</summary>
    internal int Status { get; init; }

    /// <summary>The error code of S3, such as <c>NoSuchKey</c>; empty where the answer has none, as to HEAD.</summary>
    internal string Code { get; init; } = "";

    /// <summary>The length of the object, which an answer to a range beyond its end states; null where it does not.</summary>
    internal long? ObjectLength { get; init; }

    /// <summary>How long the server asked to wait; null when it did not.</summary>
    internal TimeSpan? RetryAfter { get; init; }
}
