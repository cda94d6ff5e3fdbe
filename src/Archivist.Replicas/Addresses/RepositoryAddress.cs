using Archivist.Platform.Problems;

namespace Archivist.Replicas.Addresses;

/// <summary>
/// Where a repository or a copy of one is: a directory, <c>disc:IMAGE</c> or <c>rest:http://host:port/path</c>. An address in another tool's notation
/// is refused and never taken for a directory of that name.
/// </summary>
/// <param name="Kind">What is behind it.</param>
/// <param name="Path">The directory, image or drive as written; empty for a server.</param>
/// <param name="Url">The server; null for anything else.</param>
public sealed record RepositoryAddress(AddressKind Kind, string Path, Uri? Url)
{
    private const string Supported = "supported are a directory, disc:IMAGE and rest:http://HOST:PORT/PATH";

    /// <summary>Reads an address.</summary>
    /// <exception cref="ArchivistException"><see cref="Failure.Usage"/>: it is empty or in no supported notation; credentials in it are not repeated.</exception>
    public static RepositoryAddress Parse(string text)
    {
        if (string.IsNullOrWhiteSpace(text))
            throw Refuse("an empty address", "Write a directory, disc:IMAGE or rest:http://HOST:PORT/PATH.");
        if (text.StartsWith("disc:", StringComparison.Ordinal))
        {
            return text.Length > 5 ? new RepositoryAddress(AddressKind.Disc, text[5..], null)
                : throw Refuse("disc: names no image", "Write disc:IMAGE, such as disc:/srv/discs/week-1.iso or disc:/dev/sr0.");
        }

        if (text.StartsWith("rest:", StringComparison.Ordinal))
            return new RepositoryAddress(AddressKind.Rest, "", ParseUrl(text[5..]));
        if (!OperatingSystem.IsWindows() && text.StartsWith(@"\\", StringComparison.Ordinal))
            throw Refuse("a Windows share", "Mount the share and write the directory where it is mounted.");
        return FindScheme(text) is { } scheme ? throw RefuseScheme(scheme) : new RepositoryAddress(AddressKind.Directory, text, null);
    }

    /// <summary>
    /// What stands before the first colon, when that colon comes before any slash: a directory of such a name is written with <c>./</c>. Null when there is
    /// none, or when it is the letter of a Windows drive.
    /// </summary>
    private static string? FindScheme(string text)
    {
        var colon = text.IndexOf(':');
        if (colon < 0 || text.AsSpan(0, colon).Contains('/'))
            return null;
        var isDrive = colon == 1 && char.IsAsciiLetter(text[0]) && (text.Length == 2 || text[2] is '\\' or '/');
        return isDrive ? null : text[..colon];
    }

    private static Uri ParseUrl(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme is "http" or "https"
        && url.Host.Length > 0 && url.Query.Length == 0 && url.Fragment.Length == 0
            ? url
            : throw Refuse("what follows rest: is not an http or https URL", "Write rest:http://HOST:PORT/PATH.");

    private static ArchivistException RefuseScheme(string scheme)
    {
        var at = scheme.LastIndexOf('@');
        if (at >= 0)
            return Refuse($"{Shown(scheme[(at + 1)..])}:… is an address of SSH, which is not supported", "Put 'rclone serve restic' in front of it and write rest:http://HOST:PORT/, or mount it.");
        return scheme.ToLowerInvariant() switch
        {
            "http" or "https" => Refuse($"{scheme}: alone does not say which protocol the server speaks", $"Write rest: before it, as in rest:{scheme}://HOST:PORT/PATH."),
            "rest" or "disc" => Refuse($"'{scheme}:' is not spelled as expected", $"Write {scheme.ToLowerInvariant()}: in small letters."),
            "file" or "local" => Refuse($"{scheme}: is not supported", "Write the directory itself, without a scheme."),
            _ => Refuse(
                $"'{Shown(scheme)}:' is not a supported kind of address",
                "Put 'rclone serve restic' in front of that place and write rest:http://HOST:PORT/; for a directory of that name write ./ before it."),
        };
    }

    private static string Shown(string text) => new([.. text.Take(40).Select(letter => char.IsControl(letter) ? '?' : letter)]);

    private static ArchivistException Refuse(string cause, string hint) => new(Failure.Usage, $"{cause}; {Supported}") { Hint = hint };
}
