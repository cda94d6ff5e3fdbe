using Archivist.Platform.Files;

namespace Archivist.Messages.English;

/// <summary>What the archive's own directories are called in English.</summary>
public static class OwnFolderText
{
    /// <summary>A noun phrase with the path.</summary>
    public static string Of(OwnFolder folder) => $"{NameOf(folder)} {folder.Path}";

    private static string NameOf(OwnFolder folder) => folder.Kind switch
    {
        OwnFolderKind.Replica => $"replica {folder.Replica}",
        OwnFolderKind.DiscImages => "the folder of disc images",
        OwnFolderKind.Ledger => "the ledger",
        OwnFolderKind.Catalogue => "the catalogue",
        _ => "the repository",
    };
}
