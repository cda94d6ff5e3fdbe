using Archivist.Media.Mastering;

namespace Archivist.Media.Iso9660;

/// <summary>Names for Joliet: UTF-16, up to 64 units, without the characters that Joliet reserves.</summary>
internal static class JolietNames
{
    private const int Max = 64;
    private const int MaxExtension = 16;

    /// <summary>Gives every child but symbolic links a name that is unique among its siblings.</summary>
    internal static void Assign(IReadOnlyList<TreeNode> children)
    {
        var unique = new UniqueNames('~');
        foreach (var child in children.Where(child => child.LinkTarget is null))
        {
            var name = Allowed(child.Name);
            var dot = child.IsFolder ? -1 : name.LastIndexOf('.');
            var split = dot > 0 && name.Length - dot <= MaxExtension;
            child.JolietName = split ? unique.Take(name[..dot], name[dot..], Max) : unique.Take(name, "", Max);
        }
    }

    private static string Allowed(string name) =>
        string.Create(name.Length, name, static (result, name) =>
        {
            for (var i = 0; i < result.Length; i++)
                result[i] = name[i] < ' ' || "*/:;?\\".Contains(name[i]) ? '_' : name[i];
        });
}
