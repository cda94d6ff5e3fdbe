using Archivist.Operations.Configuration;
using Archivist.Platform.Files;

namespace Archivist.Operations.Archives;

/// <summary>The archive's own folders on this machine: what no snapshot should take in, and no restore may touch.</summary>
internal static class OwnFolders
{
    /// <summary>Those of settings.</summary>
    internal static IReadOnlyList<OwnFolder> Of(ArchivistSettings settings) =>
    [
        new(settings.Archive.Repository, "the repository"),
        .. settings.Replicas.Where(replica => replica.Url.StartsWith('/')).Select(replica => new OwnFolder(replica.Url, $"replica {replica.Name}")),
        new(settings.Disc.Output, "the folder of disc images"),
        new(settings.Ledger.Folder, "the ledger"),
        new(settings.Catalogue.Path, "the catalogue"),
    ];
}
