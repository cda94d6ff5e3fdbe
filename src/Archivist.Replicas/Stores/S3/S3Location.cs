using System.Text.RegularExpressions;
using Archivist.Repository.Stores;

namespace Archivist.Replicas.Stores.S3;

/// <summary>Where a repository lies at an S3 service, in the layout that restic writes there. Immutable.</summary>
/// <param name="Endpoint">The service: scheme, host and port.</param>
/// <param name="Bucket">The bucket.</param>
/// <param name="Prefix">What the key of each object starts with: empty, or ends in a slash.</param>
internal sealed partial record S3Location(Uri Endpoint, string Bucket, string Prefix)
{
    /// <summary>Reads <c>https://HOST[:PORT]/BUCKET[/PREFIX]</c>; null when that is not what it is.</summary>
    internal static S3Location? TryRead(Uri url)
    {
        if (url.AbsolutePath.Contains("//", StringComparison.Ordinal))
            return null;
        var path = Uri.UnescapeDataString(url.AbsolutePath).Trim('/');
        var slash = path.IndexOf('/');
        var (bucket, prefix) = slash < 0 ? (path, "") : (path[..slash], path[(slash + 1)..].Trim('/'));
        return BucketName().IsMatch(bucket)
            ? new S3Location(new Uri(url.GetLeftPart(UriPartial.Authority)), bucket, prefix.Length > 0 ? prefix + "/" : "")
            : null;
    }

    /// <summary>The key of one object.</summary>
    internal string KeyOf(ObjectName name) => Prefix + RepositoryLayout.PathOf(name);

    /// <summary>What the keys of all objects of a kind start with.</summary>
    internal string FolderOf(ObjectKind kind) => $"{Prefix}{RepositoryLayout.Folder(kind)}/";

    /// <summary>The region that signatures are for: hosts of AWS name theirs, and other services take any.</summary>
    internal string Region => AmazonHost().Match(Endpoint.Host) is { Success: true } match ? match.Groups[1].Value : "us-east-1";

    /// <summary>Whether the service is Amazon's own, which wants to hear of a bucket's region when it creates it.</summary>
    internal bool IsAmazon => Endpoint.Host.EndsWith(".amazonaws.com", StringComparison.OrdinalIgnoreCase);

    /// <inheritdoc/>
    public override string ToString() => $"s3:{new Uri(Endpoint, Uri.EscapeDataString(Bucket) + "/" + string.Join('/', Prefix.Split('/').Select(Uri.EscapeDataString))).AbsoluteUri.TrimEnd('/')}";

    [GeneratedRegex(@"\A[A-Za-z0-9][A-Za-z0-9._-]{1,61}[A-Za-z0-9]\z")]
    private static partial Regex BucketName();

    [GeneratedRegex(@"\As3[.-](?:dualstack\.)?([a-z]{2}(?:-[a-z]+)+-[0-9])\.amazonaws\.com\z", RegexOptions.IgnoreCase)]
    private static partial Regex AmazonHost();
}
