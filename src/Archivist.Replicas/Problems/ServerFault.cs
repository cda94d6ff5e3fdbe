namespace Archivist.Replicas.Problems;

/// <summary>The defect of a server or its answer. The private constructor closes the set. Immutable.</summary>
public abstract record ServerFault
{
    private ServerFault()
    {
    }

    /// <summary>It did not answer in time.</summary>
    public sealed record Silent : ServerFault;

    /// <summary>The transfer made no progress for a whole time-out.</summary>
    public sealed record Stalled : ServerFault;

    /// <summary>The connection broke off.</summary>
    public sealed record Disconnected : ServerFault;

    /// <summary>Nothing listens at the port.</summary>
    public sealed record Refused : ServerFault;

    /// <summary>The connection failed on the way.</summary>
    public sealed record Unreachable : ServerFault;

    /// <summary>The name of the host cannot be resolved.</summary>
    public sealed record HostUnknown : ServerFault;

    /// <summary>The certificate is not trusted, or is for another name.</summary>
    public sealed record CertificateUntrusted : ServerFault;

    /// <summary>The answer is not valid HTTP.</summary>
    public sealed record NotHttp : ServerFault;

    /// <summary>The server wants another user or password.</summary>
    public sealed record Unauthorized : ServerFault;

    /// <summary>The answer has another HTTP status than success.</summary>
    public sealed record Status(int Code) : ServerFault;

    /// <summary>The server redirects, which is not followed.</summary>
    /// <param name="Code">The HTTP status.</param>
    /// <param name="Host">Where to; null when it does not say so.</param>
    public sealed record Redirected(int Code, string? Host) : ServerFault;

    /// <summary>A range was requested, and the whole object came.</summary>
    public sealed record RangesIgnored : ServerFault;

    /// <summary>A range was requested, and another one came.</summary>
    public sealed record RangeWrong : ServerFault;

    /// <summary>An object was put, and has another length than what was sent.</summary>
    /// <param name="Length">What it has; null when it is not there.</param>
    /// <param name="Sent">What was sent.</param>
    public sealed record LengthWrong(long? Length, long Sent) : ServerFault;

    /// <summary>A page for people came instead of an object.</summary>
    public sealed record WebPage : ServerFault;

    /// <summary>The answer does not state the length of the object.</summary>
    public sealed record LengthMissing : ServerFault;

    /// <summary>A listing has more entries than any repository.</summary>
    public sealed record ListingTooLong(long Limit) : ServerFault;

    /// <summary>A listing is not the JSON of the protocol.</summary>
    public sealed record ListingInvalid : ServerFault;

    /// <summary>One entry of a listing, counted from 1, is invalid.</summary>
    public sealed record ListingEntryInvalid(long Number) : ServerFault;

    /// <summary>A listing is not the XML of S3.</summary>
    public sealed record BucketListingInvalid : ServerFault;

    /// <summary>There is no bucket of that name.</summary>
    public sealed record BucketMissing : ServerFault;

    /// <summary>The keys do not give access, or not to that; to some requests a server says so of wrong keys too.</summary>
    public sealed record AccessDenied : ServerFault;

    /// <summary>The access key is unknown, or the secret key does not belong to it.</summary>
    /// <param name="Code">The error code of S3.</param>
    public sealed record KeysRejected(string Code) : ServerFault;

    /// <summary>The clocks of server and client differ by more than signatures allow.</summary>
    public sealed record ClockSkewed : ServerFault;

    /// <summary>The object is in an archive class, and cannot be read before it is restored there.</summary>
    public sealed record Archived : ServerFault;

    /// <summary>The bytes that arrived do not have the hash that was announced for them.</summary>
    public sealed record ContentMismatch : ServerFault;

    /// <summary>The answer has another HTTP status than success, and an error code.</summary>
    public sealed record Rejected(int Answer, string Code) : ServerFault;
}
