using Archivist.Images.Mapping;
using Archivist.Images.Model;

namespace Archivist.Images.Iso9660;

/// <summary>
/// Names for Joliet: UTF-16, up to 64 or 103 units, without what Joliet reserves. Windows reads them, so names that it takes for one (case does not
/// count there) or cannot open (devices such as <c>CON</c>, a dot or space at the end, characters of its own) become others.
/// </summary>
internal static class JolietNames
{
    private const int MaxExtension = 16;

    /// <summary>Gives every child but links and special files a name that is unique among its siblings.</summary>
    internal static void Assign(IReadOnlyList<TreeNode> children, int limit)
    {
        var unique = new UniqueNames('~', children.Count, StringComparer.OrdinalIgnoreCase);
        foreach (var child in children)
        {
            if (!child.IsPlain)
                continue;
            var name = Opened(Allowed(DiscName.Readable(child.Name)));
            var dot = child.IsFolder ? -1 : name.LastIndexOf('.');
            child.JolietName = unique.TakeWhole(name, dot > 0 && name.Length - dot <= MaxExtension ? dot : name.Length, limit);
        }
    }

    /// <summary>True when Windows cannot open a file of this name, whatever else is beside it.</summary>
    internal static bool IsClosedToWindows(string name) => !ReferenceEquals(Opened(name), name) || !ReferenceEquals(Allowed(name), name);

    /// <summary>Devices and what Windows cuts off are marked by an underscore.</summary>
    private static string Opened(string name)
    {
        if (name[^1] is '.' or ' ')
            name = name[..^1] + '_';
        var dot = name.IndexOf('.');
        return IsDevice(name.AsSpan(0, dot < 0 ? name.Length : dot).TrimEnd(' ')) ? '_' + name : name;
    }

    private static bool IsDevice(ReadOnlySpan<char> stem) =>
        stem.Equals("CON", StringComparison.OrdinalIgnoreCase) || stem.Equals("PRN", StringComparison.OrdinalIgnoreCase)
        || stem.Equals("AUX", StringComparison.OrdinalIgnoreCase) || stem.Equals("NUL", StringComparison.OrdinalIgnoreCase)
        || (stem.Length == 4 && stem[3] is (>= '1' and <= '9') or '\u00B9' or '\u00B2' or '\u00B3'
            && (stem.StartsWith("COM", StringComparison.OrdinalIgnoreCase) || stem.StartsWith("LPT", StringComparison.OrdinalIgnoreCase)));

    private static string Allowed(string name)
    {
        const string reserved = "*/:;?\\\"<>|";
        if (!name.AsSpan().ContainsAny(reserved) && !name.AsSpan().ContainsAnyInRange('\0', '\u001F'))
            return name;
        return string.Create(name.Length, name, static (result, name) =>
        {
            for (var i = 0; i < result.Length; i++)
                result[i] = name[i] < ' ' || reserved.Contains(name[i]) ? '_' : name[i];
        });
    }
}
