using Archivist.Platform.Problems;
using Archivist.Replicas.Problems;
using Archivist.Replicas.Stores.Rclone;

namespace Archivist.Replicas.Addresses;

/// <summary>
/// Where a repository or a copy of one is: a directory, or behind one of the schemes of <see cref="StoreScheme"/>. An address in another tool's notation
/// is refused and never taken for a directory of that name.
/// </summary>
/// <param name="Kind">What is behind it.</param>
/// <param name="Path">The directory, image or drive as written, or the path in a remote or on a host; empty for a REST server.</param>
/// <param name="Url">The REST server; null for anything else.</param>
public sealed record RepositoryAddress(AddressKind Kind, string Path, Uri? Url)
{
    /// <summary>The place that rclone reaches; null for other kinds than <see cref="AddressKind.Rclone"/> and <see cref="AddressKind.Sftp"/>.</summary>
    public RclonePlace? Rclone { get; init; }

    /// <summary>The shares; null for other kinds than <see cref="AddressKind.Striped"/>.</summary>
    public ShareAddresses? Shares { get; init; }

    /// <summary>The place in one spelling, which another one inside of it begins with. Null for those that only a look at the machine or the network distinguishes.</summary>
    public string? Canonical => Rclone?.Canonical;

    /// <summary>Reads an address.</summary>
    /// <exception cref="ArchivistException"><see cref="Failure.Usage"/>: it is empty or in no supported notation; credentials in it are not repeated.</exception>
    public static RepositoryAddress Parse(string text)
    {
        if (string.IsNullOrWhiteSpace(text))
            throw StoreScheme.Refuse(AddressFault.Empty, "");
        if (StoreScheme.All.FirstOrDefault(scheme => scheme.Word.Length > 0 && text.StartsWith(scheme.Word + ":", StringComparison.Ordinal)) is { } known)
            return known.Read(text[(known.Word.Length + 1)..]);
        if (!OperatingSystem.IsWindows() && text.StartsWith(@"\\", StringComparison.Ordinal))
            throw StoreScheme.Refuse(AddressFault.WindowsShare, "");
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
            return StoreScheme.Refuse(AddressFault.Ssh, Shown(word[(at + 1)..]));
        var lower = word.ToLowerInvariant();
        if (lower is "http" or "https")
            return StoreScheme.Refuse(AddressFault.ProtocolMissing, word);
        if (StoreScheme.All.Any(scheme => scheme.Word.Length > 0 && scheme.Word == lower))
            return StoreScheme.Refuse(AddressFault.Misspelled, word);
        return StoreScheme.Refuse(lower is "file" or "local" ? AddressFault.SchemeNeedless : AddressFault.Unknown, Shown(word));
    }

    private static string Shown(string text) => new([.. text.Take(40).Select(letter => char.IsControl(letter) ? '?' : letter)]);
}
