using System.CommandLine;
using Archivist.App.Configuration;
using Archivist.Platform.Files;
using Archivist.Replicas.Stores.Folder;

namespace Archivist.App.Composition;

/// <summary>The archive's own folders on this machine: what no snapshot should take in, and no restore may touch.</summary>
internal static class OwnFolders
{
    /// <summary>Those of a command line: the repository that it names, and what the settings name.</summary>
    internal static IReadOnlyList<OwnFolder> Of(ParseResult parsed, ArchivistSettings? settings) =>
    [
        .. Session.OpenStore(parsed, settings) is FolderStore store ? [new OwnFolder(Path.GetFullPath(store.Location), "the repository")] : Array.Empty<OwnFolder>(),
        .. settings is null ? [] : Of(settings),
    ];

    /// <summary>Those of settings.</summary>
    internal static IReadOnlyList<OwnFolder> Of(ArchivistSettings settings) =>
    [
        new(settings.Disk.Repository, "the repository"),
        .. settings.Replicas.Where(replica => replica.Url.StartsWith('/')).Select(replica => new OwnFolder(replica.Url, $"replica {replica.Name}")),
        new(settings.Disc.Output, "the folder of disc images"),
        new(settings.Ledger.Folder, "the ledger"),
        new(settings.Catalogue.Path, "the catalogue"),
    ];
}
