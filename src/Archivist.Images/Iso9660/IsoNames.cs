using Archivist.Images.Mapping;

namespace Archivist.Images.Iso9660;

/// <summary>
/// Names of d-characters for readers without extensions, here without the version that ends every file identifier: up to 8 and 3
/// characters on level 1 (ECMA-119 10.1), up to 30 and a dot for files and 31 for directories on levels 2 and 3 (7.5, 7.6).
/// The full name is in Rock Ridge.
/// </summary>
internal static class IsoNames
{
    private const int MaxFile = 30;
    private const int MaxFolder = 31;
    private const int MaxExtension = 8;
    private const int ShortStem = 8, ShortExtension = 3;

    /// <summary>Gives every child a name that is unique among its siblings; the same siblings get the same names.</summary>
    internal static void Assign(IReadOnlyList<TreeNode> children, int level)
    {
        var unique = new UniqueNames('_', children.Count);
        foreach (var child in children)
        {
            if (child.IsFolder)
            {
                child.IsoName = Folder(child.Name, unique, level);
                continue;
            }

            var dot = child.Name.LastIndexOf('.');
            var stem = DCharacters(dot > 0 ? child.Name.AsSpan(0, dot) : child.Name);
            var extension = dot > 0 ? DCharacters(child.Name.AsSpan(dot + 1)) : "";
            var longest = level == 1 ? ShortExtension : MaxExtension;
            if (extension.Length > longest)
                extension = extension[..longest];
            // A reader shows no dot at the end, so a file without an extension must differ from a directory as well.
            child.IsoName = extension.Length == 0
                ? unique.Take(stem, "", level == 1 ? ShortStem : MaxFile) + "."
                : unique.Take(stem, "." + extension, level == 1 ? ShortStem + 1 + extension.Length : MaxFile + 1);
        }
    }

    internal static string Folder(string name, UniqueNames unique, int level) =>
        unique.Take(DCharacters(name), "", level == 1 ? ShortStem : MaxFolder);

    private static string DCharacters(ReadOnlySpan<char> name)
    {
        Span<char> result = stackalloc char[Math.Min(name.Length, 64)];
        for (var i = 0; i < result.Length; i++)
            result[i] = char.IsAsciiLetterOrDigit(name[i]) ? char.ToUpperInvariant(name[i]) : '_';
        return result.ToString();
    }
}
