using Archivist.Repository.Stores;

namespace Archivist.Replicas.Stores.Rest;

/// <summary>The paths and types of restic's REST protocol, for its client here and its server in App (restic docs, "REST Backend").</summary>
public static class RestProtocol
{
    /// <summary>Listings as objects with name and size.</summary>
    public const string ListTypeV2 = "application/vnd.x.restic.rest.v2";

    /// <summary>Listings as names only.</summary>
    public const string ListTypeV1 = "application/vnd.x.restic.rest.v1";

    /// <summary>The path of one object below the repository's URL; packs are not spread over subfolders here.</summary>
    public static string PathOf(ObjectName name) =>
        name.Kind is ObjectKind.Configuration ? "config" : $"{RepositoryLayout.Folder(name.Kind)}/{name.Id}";

    /// <summary>The kind that a directory's name stands for, or null.</summary>
    public static ObjectKind? KindOf(string folder)
    {
        foreach (var kind in Enum.GetValues<ObjectKind>())
        {
            if (kind is not ObjectKind.Configuration && RepositoryLayout.Folder(kind) == folder)
                return kind;
        }

        return null;
    }
}
