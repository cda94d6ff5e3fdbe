using Archivist.Repository.Stores;

namespace Archivist.Replicas.Peers;

/// <summary>The names of users and of their repositories, which become directories here: so few characters that none can lead elsewhere.</summary>
public static class PeerName
{
    /// <summary>The most characters of a name.</summary>
    public const int LongestName = 64;

    private static readonly string[] Taken = [.. Enum.GetValues<ObjectKind>().Select(kind => kind is ObjectKind.Configuration ? "config" : RepositoryLayout.Folder(kind))];

    /// <summary>
    /// True for 1 to 64 ASCII letters, digits and <c>. _ - + @</c> of which the first is a letter or a digit and the last no full stop, so never <c>.</c>, <c>..</c> or a hidden file.
    /// </summary>
    public static bool IsUser(ReadOnlySpan<char> name)
    {
        if (name.Length is 0 or > LongestName || !char.IsAsciiLetterOrDigit(name[0]) || name[^1] == '.')
            return false;
        foreach (var character in name)
        {
            if (!char.IsAsciiLetterOrDigit(character) && !".-_+@".Contains(character))
                return false;
        }

        return true;
    }

    /// <summary>The same, and no directory of a repository's own has this name.</summary>
    public static bool IsRepository(ReadOnlySpan<char> name) => IsUser(name) && !Taken.AsSpan().Contains(name.ToString());
}
