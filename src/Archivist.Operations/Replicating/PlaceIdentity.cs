using System.Globalization;
using Archivist.Operations.Archives;
using Archivist.Operations.Configuration;
using Archivist.Operations.Problems;
using Archivist.Platform.Files;
using Archivist.Platform.Problems;
using Archivist.Replicas.Addresses;

namespace Archivist.Operations.Replicating;

/// <summary>Decides whether two addresses name one place, however they are spelled.</summary>
internal static class PlaceIdentity
{
    private const int DeepestLinks = 40;

    /// <summary>One spelling of an address: links followed as far as the path exists, a URL without user, with a slash at its end, and with one name for this machine.</summary>
    internal static string Canonical(string address)
    {
        var parsed = RepositoryAddress.Parse(address);
        if (parsed.Shares is { } shares)
            return ShareAddresses.Join(shares.All.Select(Canonical), shares.Recovery.Count);
        if (parsed.Url is { } url)
            return (parsed.Kind is AddressKind.S3 ? "s3:" : "rest:") + new UriBuilder(url) { UserName = "", Password = "", Host = url.IsLoopback ? "localhost" : url.Host }.Uri.AbsoluteUri.TrimEnd('/') + "/";
        if (parsed.Canonical is { } canonical)
            return canonical;
        return (parsed.Kind is AddressKind.Disc ? "disc:" : "") + WithoutLinks(parsed.Path);
    }

    /// <summary>The shares of a striped replica; any other address itself.</summary>
    internal static IReadOnlyList<string> PlacesOf(string address) => RepositoryAddress.Parse(address).Shares?.All ?? [address];

    /// <summary>Looks at an address as <see cref="IsSame"/> would.</summary>
    /// <exception cref="IOException">It cannot be looked up, so it cannot be compared with others.</exception>
    /// <exception cref="UnauthorizedAccessException">The same, for lack of permission.</exception>
    internal static void Look(string address)
    {
        if (Canonical(address) is var path && Path.IsPathRooted(path))
            FileLookup.Find(path);
    }

    /// <summary>True when both are one place, or one lies inside the other.</summary>
    internal static bool IsSame(string one, string other)
    {
        var (a, b) = (Canonical(one), Canonical(other));
        if (IsInside(a, b) || IsInside(b, a))
            return true;
        if (RepositoryAddress.Parse(one) is { Kind: AddressKind.S3, Url: { } bucket } && RepositoryAddress.Parse(other) is { Kind: AddressKind.S3, Url: { } otherBucket })
            return IsSameBucket(PlaceOf(bucket), PlaceOf(otherBucket));
        // Mounted a second time elsewhere, a directory keeps its number.
        return Path.IsPathRooted(a) && Path.IsPathRooted(b) && FileLookup.Find(a) is { } first && FileLookup.Find(b) is { } second && first.IsSameAs(second);
    }

    private static bool IsInside(string one, string other) => one == other || one.StartsWith(other.TrimEnd('/') + "/", StringComparison.Ordinal);

    /// <summary>A bucket is one place over HTTP and HTTPS, and with its name in front of the host's instead of behind it.</summary>
    private static bool IsSameBucket((string Host, string Path) one, (string Host, string Path) other)
    {
        static (string Host, string Path) InPathStyle((string Host, string Path) place, (string Host, string Path) like) =>
            like.Path.Split('/')[1] is { Length: > 0 } bucket && place.Host == $"{bucket}.{like.Host}" ? (like.Host, $"/{bucket}{place.Path}") : place;

        var (a, b) = (InPathStyle(one, other), InPathStyle(other, one));
        return a.Host == b.Host && (IsInside(a.Path, b.Path) || IsInside(b.Path, a.Path));
    }

    private static (string Host, string Path) PlaceOf(Uri url) => (
        url.IdnHost.TrimEnd('.').ToLowerInvariant() + (url.IsDefaultPort ? "" : string.Create(CultureInfo.InvariantCulture, $":{url.Port}")),
        "/" + string.Join('/', url.AbsolutePath.Split('/', StringSplitOptions.RemoveEmptyEntries)));

    /// <summary>The file system that a directory is or would be on; null for what is no directory of this machine.</summary>
    internal static ulong? FileSystemOf(string address)
    {
        if (RepositoryAddress.Parse(address) is not { Kind: AddressKind.Directory })
            return null;
        for (var path = Canonical(address); path is { Length: > 0 }; path = Path.GetDirectoryName(path))
        {
            if (FileLookup.Find(path) is { } found)
                return found.Device;
        }

        return null;
    }

    /// <summary>Refuses another repository than that of the settings, whose replicas are meant.</summary>
    /// <exception cref="ArchivistException"><see cref="Failure.Usage"/>.</exception>
    internal static void RequireRepositoryOf(ArchivistSettings settings, Archive archive)
    {
        if (archive.NamesRepository && archive.AddressOf(settings) is var named && Canonical(named) != Canonical(settings.Archive.Repository))
            throw new ArchivistException(new ReplicasOfSettingsOnly(AddressText.WithoutCredentials(named), settings.File));
    }

    private static string WithoutLinks(string path)
    {
        var current = Path.TrimEndingDirectorySeparator(Path.GetFullPath(path));
        for (var followed = 0; followed < DeepestLinks; followed++)
        {
            var (link, rest) = FirstLink(current);
            if (link is null)
                return current;
            var target = new FileInfo(link).LinkTarget ?? throw new IOException($"cannot read the link {link}");
            current = Path.TrimEndingDirectorySeparator(Path.GetFullPath(Path.Combine(target, rest), Path.GetDirectoryName(link)!));
        }

        return current;
    }

    private static (string? Link, string Below) FirstLink(string path)
    {
        var root = Path.GetPathRoot(path)!;
        var prefix = root;
        var parts = path[root.Length..].Split(Path.DirectorySeparatorChar, StringSplitOptions.RemoveEmptyEntries);
        for (var i = 0; i < parts.Length; i++)
        {
            prefix = Path.Combine(prefix, parts[i]);
            if (FileLookup.FindLink(prefix) is { Kind: FileKind.Link })
                return (prefix, string.Join(Path.DirectorySeparatorChar, parts[(i + 1)..]));
        }

        return (null, "");
    }
}
