using Archivist.Operations.Configuration;

namespace Archivist.Operations.Placing;

/// <summary>What can be looked up about where a copy is.</summary>
/// <param name="Claims">What the settings say of it; null for the repository, for which they claim nothing.</param>
internal sealed record KnownGround(ReplicaSettings? Claims)
{
    /// <summary>The device number of its file system; null when the copy is not there now, or on a server.</summary>
    public ulong? FileSystem { get; init; }

    /// <summary>The physical disks beneath; empty when they are not known.</summary>
    public IReadOnlySet<string> Disks { get; init; } = new HashSet<string>();

    /// <summary>The server and its bucket; null for a directory.</summary>
    public Uri? Url { get; init; }

    /// <summary>It is a bucket of an S3 server.</summary>
    public bool IsBucket { get; init; }

    /// <summary>The network addresses that the name of the server led to last.</summary>
    public IReadOnlySet<string> Addresses { get; init; } = new HashSet<string>();

    /// <summary>The SHA-256 of the certificate that the server showed last; null when that is not known.</summary>
    public string? Certificate { get; init; }

    /// <summary>The name of its bucket; null for anything else.</summary>
    public string? Bucket => IsBucket && Url is { Segments: [_, var first, ..] } ? first.TrimEnd('/') : null;
}
