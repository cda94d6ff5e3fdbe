using System.Diagnostics;
using Archivist.Repository.Crypto;

namespace Archivist.Repository.Stores;

/// <summary>
/// Where each object lies below the root of a repository: restic's default layout
/// (<c>config</c>, <c>keys/ID</c>, <c>data/XX/ID</c>, <c>index/ID</c>, <c>snapshots/ID</c>, <c>locks/ID</c>).
/// Paths are relative and use <c>/</c>.
/// </summary>
public static class RepositoryLayout
{
    /// <summary>Every kind but the configuration, in the order in which a copy must write them.</summary>
    public static IReadOnlyList<ObjectKind> WriteOrder { get; } =
        [ObjectKind.Key, ObjectKind.Pack, ObjectKind.Index, ObjectKind.Snapshot];

    /// <summary>The directory that holds objects of this kind; packs lie one level deeper, by the first two digits.</summary>
    public static string Folder(ObjectKind kind) => kind switch
    {
        ObjectKind.Key => "keys",
        ObjectKind.Pack => "data",
        ObjectKind.Index => "index",
        ObjectKind.Snapshot => "snapshots",
        ObjectKind.Lock => "locks",
        _ => throw new UnreachableException($"{kind} has no folder."),
    };

    /// <summary>The singular name of the kind, for messages.</summary>
    public static string TypeName(ObjectKind kind) => kind switch
    {
        ObjectKind.Configuration => "config",
        ObjectKind.Key => "key",
        ObjectKind.Pack => "pack",
        ObjectKind.Index => "index",
        ObjectKind.Snapshot => "snapshot",
        ObjectKind.Lock => "lock",
        _ => throw new UnreachableException(),
    };

    /// <summary>The path of one object.</summary>
    public static string PathOf(ObjectName name)
    {
        if (name.Kind is ObjectKind.Configuration)
            return "config";
        var id = name.Id.ToString();
        return name.Kind is ObjectKind.Pack ? $"data/{id[..2]}/{id}" : $"{Folder(name.Kind)}/{id}";
    }

    /// <summary>Reads a path back; false for anything that is not exactly an object of this layout.</summary>
    public static bool TryParsePath(ReadOnlySpan<char> path, out ObjectName name)
    {
        name = default;
        if (path is "config")
        {
            name = ObjectName.Configuration;
            return true;
        }

        var slash = path.LastIndexOf('/');
        if (slash < 0 || !Digest.TryParse(path[(slash + 1)..], null, out var id))
            return false;
        foreach (var kind in Enum.GetValues<ObjectKind>())
        {
            if (kind is ObjectKind.Configuration)
                continue;
            var candidate = new ObjectName(kind, id);
            if (!path.SequenceEqual(PathOf(candidate)))
                continue;
            name = candidate;
            return true;
        }

        return false;
    }
}
