using Archivist.Correction.Par2;
using Archivist.Platform.Problems;
using Archivist.Repository.Stores;

namespace Archivist.Replicas.Striping;

/// <summary>Reads which groups of packs the recovery shares protect.</summary>
internal static class StripeGroups
{
    /// <summary>All groups that some recovery share describes.</summary>
    /// <param name="folders">The recovery shares.</param>
    /// <param name="passesOver">Passes over a recovery share that cannot be read.</param>
    /// <param name="readsWhole">Reads all recovery slices, and passes over files in which some are damaged; otherwise only lengths are compared.</param>
    /// <param name="cancellationToken">Stops.</param>
    /// <exception cref="IOException">A recovery share cannot be read.</exception>
    internal static async Task<IReadOnlyList<StripeGroup>> ReadAsync(IReadOnlyList<RecoveryFolder> folders, bool passesOver, bool readsWhole, CancellationToken cancellationToken)
    {
        var found = new Dictionary<string, List<(RecoveryFolder Folder, string Path)>>(StringComparer.Ordinal);
        foreach (var folder in folders)
        {
            try
            {
                foreach (var (group, files) in folder.List())
                {
                    if (!found.TryGetValue(group, out var all))
                        found.Add(group, all = []);
                    all.AddRange(files.Select(path => (folder, path)));
                }
            }
            catch (Exception cause) when (passesOver && cause is IOException or UnauthorizedAccessException)
            {
                // What the others hold may be enough.
            }
        }

        var groups = new List<StripeGroup>();
        foreach (var (name, files) in found.OrderBy(item => item.Key, StringComparer.Ordinal))
        {
            if (await DescribeAsync(name, files, cancellationToken) is { } group)
                groups.Add(readsWhole ? group with { Volumes = await group.Volumes.ToAsyncEnumerable().Where((volume, token) => IsWholeAsync(group, volume, token)).ToListAsync(cancellationToken) } : group);
        }

        return groups;
    }

    /// <summary>The first file that describes the group whole is believed if its name fits; the shortest come first, because they are read whole.</summary>
    private static async Task<StripeGroup?> DescribeAsync(string name, List<(RecoveryFolder Folder, string Path)> files, CancellationToken cancellationToken)
    {
        foreach (var (_, path) in files.OrderBy(file => file.Path.Length))
        {
            try
            {
                var set = (await Par2Archive.ReadAsync([new Par2Input(name, new FileContent(path))], cancellationToken)).Set;
                List<StoredObject> packs = [.. set.Files.Select(file => PackOf(file)).OfType<StoredObject>()];
                if (packs.Count != set.Files.Count || packs.Count == 0 || RecoveryFolder.NameOf(packs.Select(pack => pack.Name)) != name || set.Files.Any(file => file.Slices.Count != 1))
                    continue;
                return new StripeGroup(name, set, packs, [.. files.Select(file => Find(file.Folder, file.Path, set)).OfType<StripeVolume>()]);
            }
            catch (Exception cause) when (cause is IOException or UnauthorizedAccessException or ArchivistException { Failure: Failure.Tampering or Failure.MediumFailed })
            {
                // Damaged; the next one may be whole.
            }
        }

        return null;
    }

    private static async ValueTask<bool> IsWholeAsync(StripeGroup group, StripeVolume volume, CancellationToken cancellationToken)
    {
        try
        {
            var archive = await Par2Archive.ReadAsync([new Par2Input(group.Name, volume.Content)], cancellationToken);
            return archive.Set.Id == group.Set.Id && archive.RecoverySlices == volume.Slices;
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException or ArchivistException { Failure: Failure.Tampering or Failure.MediumFailed })
        {
            return false;
        }
    }

    private static StoredObject? PackOf(Par2File file) =>
        RepositoryLayout.TryParsePath(file.Name, out var name) && name.Kind is ObjectKind.Pack ? new StoredObject(name, file.Length) : null;

    private static StripeVolume? Find(RecoveryFolder folder, string path, Par2Set set)
    {
        try
        {
            return folder.FindVolume(path, set);
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
