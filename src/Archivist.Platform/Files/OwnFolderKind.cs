namespace Archivist.Platform.Files;

/// <summary>What a directory of the archive holds.</summary>
public enum OwnFolderKind
{
    /// <summary>The repository.</summary>
    Repository,

    /// <summary>A replica of it.</summary>
    Replica,

    /// <summary>Disc images.</summary>
    DiscImages,

    /// <summary>The ledger.</summary>
    Ledger,

    /// <summary>The catalogue of discs.</summary>
    Catalogue,
}
