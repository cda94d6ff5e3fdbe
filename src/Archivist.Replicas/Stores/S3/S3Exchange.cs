using Archivist.Replicas.Stores.Http;

namespace Archivist.Replicas.Stores.S3;

/// <summary>
/// What one request needs besides what the SDK passes on. It flows with the call through the SDK to <see cref="S3Answers"/> and <see cref="KnownPayloads"/>.
/// </summary>
internal sealed class S3Exchange(ProgressWatch watch)
{
    private static readonly AsyncLocal<S3Exchange?> Flowing = new();

    /// <summary>The request that is being made here; null outside of one.</summary>
    internal static S3Exchange? Current
    {
        get => Flowing.Value;
        set => Flowing.Value = value;
    }

    /// <summary>Watches the progress of the transfer.</summary>
    internal ProgressWatch Watch => watch;

    /// <summary>The body to send instead of the one that the SDK has; null to send the SDK's.</summary>
    internal WatchedContent? Body { get; init; }

    /// <summary>The SHA-256 of the body in lower-case hexadecimal digits; null to have the SDK compute it.</summary>
    internal string? BodyHash { get; init; }

    /// <summary>The body of the answer is an object: passed on as it comes, and not read here.</summary>
    internal bool IsObjectWanted { get; init; }

    /// <summary>The tag of the answer is wanted, as that of a part is.</summary>
    internal bool KeepsTag { get; init; }

    /// <summary>The answer to a request for an object, which its reader disposes; null before it came.</summary>
    internal HttpResponseMessage? Answer { get; set; }
}
