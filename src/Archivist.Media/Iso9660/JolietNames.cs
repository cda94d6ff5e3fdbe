using Archivist.Media.Mastering;

namespace Archivist.Media.Iso9660;

/// <summary>Names for Joliet: UTF-16, up to 64 or 103 units, without the characters that Joliet reserves.</summary>
internal static class JolietNames
{
    private const int MaxExtension = 16;

    /// <summary>Gives every child but links and special files a name that is unique among its siblings.</summary>
    internal static void Assign(IReadOnlyList<TreeNode> children, int limit)
    {
        var unique = new UniqueNames('~', children.Count);
        foreach (var child in children)
        {
            if (!child.IsPlain)
                continue;
            var name = Allowed(DiscName.Readable(child.Name));
            var dot = child.IsFolder ? -1 : name.LastIndexOf('.');
            child.JolietName = unique.TakeWhole(name, dot > 0 && name.Length - dot <= MaxExtension ? dot : name.Length, limit);
        }
    }

    private static string Allowed(string name)
    {
        if (!name.AsSpan().ContainsAny("*/:;?\\") && !name.AsSpan().ContainsAnyInRange('\0', '\u001F'))
            return name;
        return string.Create(name.Length, name, static (result, name) =>
        {
            for (var i = 0; i < result.Length; i++)
                result[i] = name[i] < ' ' || "*/:;?\\".Contains(name[i]) ? '_' : name[i];
        });
    }
}
