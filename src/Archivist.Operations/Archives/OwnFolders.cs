using Archivist.Operations.Configuration;
using Archivist.Platform.Files;
using Archivist.Replicas.Addresses;

namespace Archivist.Operations.Archives;

/// <summary>The archive's own directories on this machine: what no snapshot should take in, and no restore may touch.</summary>
internal static class OwnFolders
{
    /// <summary>Those of settings.</summary>
    internal static IReadOnlyList<OwnFolder> Of(ArchivistSettings settings) =>
    [
        new(settings.Archive.Repository, OwnFolderKind.Repository),
        .. settings.Replicas.SelectMany(replica => (RepositoryAddress.Parse(replica.Url).Shares?.All ?? [replica.Url]).Where(place => place.StartsWith('/')).Select(place => new OwnFolder(place, OwnFolderKind.Replica, replica.Name))),
        new(settings.Disc.Output, OwnFolderKind.DiscImages),
        new(settings.Ledger.Folder, OwnFolderKind.Ledger),
        new(settings.Catalogue.Path, OwnFolderKind.Catalogue),
    ];
}
