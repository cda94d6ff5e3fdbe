using Archivist.Platform.Problems;
using Archivist.Replicas.Problems;
using Archivist.Replicas.Stores.S3;

namespace Archivist.Replicas.Addresses;

/// <summary>One kind of address: the word in front of the colon and what follows it.</summary>
/// <param name="Kind">What is behind such an address.</param>
/// <param name="Word">The word, in lower case; empty for directories, which have none.</param>
/// <param name="Notation">How such an address is written; empty for a directory, which is written as it is.</param>
/// <param name="Read">Reads what follows the colon.</param>
internal sealed record StoreScheme(AddressKind Kind, string Word, string Notation, Func<string, RepositoryAddress> Read)
{
    /// <summary>Every scheme there is. A new kind of store is a line here, and in <see cref="StoreSchemes"/> what opens it.</summary>
    internal static IReadOnlyList<StoreScheme> All { get; } =
    [
        new(AddressKind.Directory, "", "", path => new RepositoryAddress(AddressKind.Directory, path, null)),
        new(AddressKind.Disc, "disc", "disc:IMAGE", ReadDisc),
        new(AddressKind.Rest, "rest", "rest:http://HOST:PORT/PATH", ReadUrl),
        new(AddressKind.S3, "s3", "s3:https://HOST/BUCKET/PREFIX", ReadBucket),
        new(AddressKind.Rclone, "rclone", "rclone:REMOTE:PATH", RemoteNotations.ReadRclone),
        new(AddressKind.Sftp, "sftp", "sftp:USER@HOST:PATH", RemoteNotations.ReadSftp),
        new(AddressKind.Striped, "striped", "striped:RECOVERY:SHARE|SHARE|...", ShareAddresses.Read),
    ];

    /// <summary>An error that lists every notation.</summary>
    internal static ArchivistException Refuse(AddressFault fault, string word) => new(new AddressInvalid(fault, word, [.. All.Select(scheme => scheme.Notation)]));

    private static RepositoryAddress ReadDisc(string path) => path.Length > 0
        ? new RepositoryAddress(AddressKind.Disc, path, null)
        : throw Refuse(AddressFault.ImageMissing, "disc");

    private static RepositoryAddress ReadUrl(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme is "http" or "https"
        && url.Host.Length > 0 && url.Query.Length == 0 && url.Fragment.Length == 0
            ? new RepositoryAddress(AddressKind.Rest, "", url)
            : throw Refuse(AddressFault.UrlInvalid, "rest");

    /// <summary>As restic writes it: a host without a scheme is one that speaks HTTPS.</summary>
    private static RepositoryAddress ReadBucket(string text)
    {
        var isUrl = text.StartsWith("http://", StringComparison.Ordinal) || text.StartsWith("https://", StringComparison.Ordinal);
        if (!Uri.TryCreate(isUrl ? text : "https://" + text, UriKind.Absolute, out var url))
            throw Refuse(AddressFault.BucketInvalid, "s3");
        if (url.UserInfo.Length > 0)
            throw Refuse(AddressFault.HasCredentials, "s3");
        return url.Host.Length > 0 && url.Query.Length == 0 && url.Fragment.Length == 0 && S3Location.TryRead(url) is not null
            ? new RepositoryAddress(AddressKind.S3, "", url)
            : throw Refuse(AddressFault.BucketInvalid, "s3");
    }
}
