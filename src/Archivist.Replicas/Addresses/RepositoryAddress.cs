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
    /// <summary>Reads an address.</summary>
    /// <exception cref="ArchivistException"><see cref="Failure.Usage"/>: it is empty or in no supported notation; credentials in it are not repeated.</exception>
    public static RepositoryAddress Parse(string text)
    {
        if (string.IsNullOrWhiteSpace(text))
            throw StoreScheme.Refuse("an empty address", $"Write {StoreScheme.List(StoreScheme.All, "or")}.");
        if (StoreScheme.All.FirstOrDefault(scheme => scheme.Word.Length > 0 && text.StartsWith(scheme.Word + ":", StringComparison.Ordinal)) is { } known)
            return known.Read(text[(known.Word.Length + 1)..]);
        if (!OperatingSystem.IsWindows() && text.StartsWith(@"\\", StringComparison.Ordinal))
            throw StoreScheme.Refuse("a Windows share", "Mount the share and write the directory where it is mounted.");
        return FindWord(text) is { } word ? throw RefuseWord(word) : new RepositoryAddress(AddressKind.Directory, text, null);
    }

    /// <summary>
    /// What stands before the first colon, when that colon comes before any slash: a directory of such a name is written with <c>./</c>. Null when there is
    /// none, or when it is the letter of a Windows drive.
    /// </summary>
    private static string? FindWord(string text)
    {
        var colon = text.IndexOf(':');
        if (colon < 0 || text.AsSpan(0, colon).Contains('/'))
            return null;
        var isDrive = colon == 1 && char.IsAsciiLetter(text[0]) && (text.Length == 2 || text[2] is '\\' or '/');
        return isDrive ? null : text[..colon];
    }

    private static ArchivistException RefuseWord(string word)
    {
        var at = word.LastIndexOf('@');
        if (at >= 0)
            return StoreScheme.Refuse(
                $"{Shown(word[(at + 1)..])}:… is an address of SSH, which is not supported", "Put 'rclone serve restic' in front of it and write rest:http://HOST:PORT/, or mount it.");
        var lower = word.ToLowerInvariant();
        if (lower is "http" or "https")
            return StoreScheme.Refuse($"{word}: alone does not say which protocol the server speaks", $"Write rest: before it, as in rest:{word}://HOST:PORT/PATH.");
        if (StoreScheme.All.Any(scheme => scheme.Word.Length > 0 && scheme.Word == lower))
            return StoreScheme.Refuse($"'{word}:' is not spelled as expected", $"Write {lower}: in small letters.");
        return lower is "file" or "local"
            ? StoreScheme.Refuse($"{word}: is not supported", "Write the directory itself, without a scheme.")
            : StoreScheme.Refuse(
                $"'{Shown(word)}:' is not a supported kind of address",
                "Put 'rclone serve restic' in front of that place and write rest:http://HOST:PORT/; for a directory of that name write ./ before it.");
    }

    private static string Shown(string text) => new([.. text.Take(40).Select(letter => char.IsControl(letter) ? '?' : letter)]);
}
