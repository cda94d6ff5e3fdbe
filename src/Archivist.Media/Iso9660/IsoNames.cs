using Archivist.Media.Mastering;

namespace Archivist.Media.Iso9660;

/// <summary>
/// Names of d-characters for readers without extensions (ECMA-119 7.5, 7.6): up to 30 characters and a dot for files,
/// up to 31 for folders, here without the version that ends every file identifier. The full name is in Rock Ridge.
/// </summary>
internal static class IsoNames
{
    private const int MaxFile = 30;
    private const int MaxFolder = 31;
    private const int MaxExtension = 8;

    /// <summary>Gives every child a name that is unique among its siblings; the same siblings get the same names.</summary>
    internal static void Assign(IReadOnlyList<TreeNode> children)
    {
        var unique = new UniqueNames('_');
        foreach (var child in children)
        {
            if (child.IsFolder)
            {
                child.IsoName = unique.Take(DCharacters(child.Name), "", MaxFolder);
                continue;
            }

            var dot = child.Name.LastIndexOf('.');
            var stem = DCharacters(dot > 0 ? child.Name.AsSpan(0, dot) : child.Name);
            var extension = dot > 0 ? DCharacters(child.Name.AsSpan(dot + 1)) : "";
            if (extension.Length > MaxExtension)
                extension = extension[..MaxExtension];
            child.IsoName = unique.Take(stem, "." + extension, MaxFile + 1);
        }
    }

    private static string DCharacters(ReadOnlySpan<char> name)
    {
        Span<char> result = stackalloc char[Math.Min(name.Length, 64)];
        for (var i = 0; i < result.Length; i++)
            result[i] = char.IsAsciiLetterOrDigit(name[i]) ? char.ToUpperInvariant(name[i]) : '_';
        return result.ToString();
    }
}
