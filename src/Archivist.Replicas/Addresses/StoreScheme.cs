using Archivist.Platform.Problems;

namespace Archivist.Replicas.Addresses;

/// <summary>One kind of address: the word in front of the colon and what follows it.</summary>
/// <param name="Kind">What is behind such an address.</param>
/// <param name="Word">The word, in lower case; empty for directories, which have none.</param>
/// <param name="Form">How such an address is written, for messages.</param>
/// <param name="Read">Reads what follows the colon.</param>
internal sealed record StoreScheme(AddressKind Kind, string Word, string Form, Func<string, RepositoryAddress> Read)
{
    private const string RestForm = "rest:http://HOST:PORT/PATH";

    /// <summary>Every scheme there is. A new kind of store is a line here, and in <see cref="StoreSchemes"/> what opens it.</summary>
    internal static IReadOnlyList<StoreScheme> All { get; } =
    [
        new(AddressKind.Directory, "", "a directory", path => new RepositoryAddress(AddressKind.Directory, path, null)),
        new(AddressKind.Disc, "disc", "disc:IMAGE", ReadDisc),
        new(AddressKind.Rest, "rest", RestForm, ReadUrl),
    ];

    /// <summary>How addresses of these kinds are written: <c>a directory, disc:IMAGE and rest:…</c>.</summary>
    internal static string List(IEnumerable<StoreScheme> schemes, string conjunction)
    {
        var forms = schemes.Select(scheme => scheme.Form).ToList();
        return forms.Count < 2 ? string.Concat(forms) : $"{string.Join(", ", forms.SkipLast(1))} {conjunction} {forms[^1]}";
    }

    /// <summary>An error that lists every scheme.</summary>
    internal static ArchivistException Refuse(string cause, string hint) => new(Failure.Usage, $"{cause}; supported are {List(All, "and")}") { Hint = hint };

    private static RepositoryAddress ReadDisc(string path) => path.Length > 0
        ? new RepositoryAddress(AddressKind.Disc, path, null)
        : throw Refuse("disc: names no image", "Write disc:IMAGE, such as disc:/srv/discs/week-1.iso or disc:/dev/sr0.");

    private static RepositoryAddress ReadUrl(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme is "http" or "https"
        && url.Host.Length > 0 && url.Query.Length == 0 && url.Fragment.Length == 0
            ? new RepositoryAddress(AddressKind.Rest, "", url)
            : throw Refuse("what follows rest: is not an http or https URL", $"Write {RestForm}.");
}
