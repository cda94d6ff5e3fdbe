using Archivist.Discs.Sets;
using Archivist.Platform.Files;
using Archivist.Replicas.Stores.Folder;

namespace Archivist.Operations.Archives;

/// <summary>A directory with a part of a repository, such as <c>disc rebuild</c> writes, in the place of a drive.</summary>
internal sealed class PartFolder(string folder) : IDiscDrive
{
    /// <inheritdoc/>
    public string Place => folder;

    /// <inheritdoc/>
    public bool IsFixed => true;

    /// <inheritdoc/>
    public async Task<FoundDisc?> OpenAsync(CancellationToken cancellationToken)
    {
        var store = new FolderStore(folder);
        return await FoundDisc.OfPartAsync(store, store.FindContent, cancellationToken);
    }

    /// <summary>The directory looks like a part of a repository.</summary>
    internal static bool IsOne(string folder) => FileLookup.IsFile(Path.Combine(folder, "config")) && FileLookup.IsDirectory(Path.Combine(folder, "data"));
}
