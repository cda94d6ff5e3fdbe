using Archivist.Correction.Par2;
using Archivist.Platform.Problems;
using Archivist.Repository.Stores;

namespace Archivist.Replicas.Striping;

/// <summary>Computes the lost packs of a group from the packs and recovery slices that are left.</summary>
internal static class GroupComputing
{
    /// <summary>Computes what is missing.</summary>
    /// <param name="group">The group.</param>
    /// <param name="contents">Its packs, in their order, each compared with its name before; null for one that is missing or damaged.</param>
    /// <param name="cancellationToken">Stops.</param>
    /// <returns>The packs that were missing, whole, which the caller disposes; null when too little is left.</returns>
    internal static async Task<IReadOnlyList<(StoredObject Pack, SpooledPack Content)>?> RunAsync(
        StripeGroup group, IReadOnlyList<IReplayableContent?> contents, CancellationToken cancellationToken)
    {
        var lost = Enumerable.Range(0, contents.Count).Where(index => contents[index] is null).ToList();
        var archives = new List<Par2Archive>();
        foreach (var volume in group.Volumes)
        {
            if (await ReadAsync(group, volume, cancellationToken) is { } archive)
                archives.Add(archive);
        }

        if (archives.Count == 0)
            return null;
        var condition = new Par2Condition([.. contents.Select(content => content is not null)], [.. lost.Select(index => group.Set.FirstSlices[index])]);
        var computed = new Dictionary<string, SpooledPack>(StringComparer.Ordinal);
        var isWhole = false;
        try
        {
            await Par2Repair.RunAsync(
                Par2Archive.Combine(archives), contents, condition, file => new Par2Target((computed[file.Name] = SpooledPack.Create(file.Length)).File, 0, IsOwn: false), null, cancellationToken);
            List<(StoredObject Pack, SpooledPack Content)> packs = [.. lost.Select(index => (group.Packs[index], computed[group.Set.Files[index].Name]))];
            foreach (var (pack, content) in packs)
            {
                if (!await content.IsAsync(pack.Name, cancellationToken))
                    return null;
            }

            isWhole = true;
            return packs;
        }
        catch (ArchivistException cause) when (cause.Failure is Failure.DataLoss or Failure.Tampering or Failure.Failed)
        {
            return null;
        }
        finally
        {
            foreach (var content in computed.Values.Where(_ => !isWhole))
                content.Dispose();
        }
    }

    /// <summary>Null for a file that is too damaged to be of use, or gone.</summary>
    private static async Task<Par2Archive?> ReadAsync(StripeGroup group, StripeVolume volume, CancellationToken cancellationToken)
    {
        try
        {
            var archive = await Par2Archive.ReadAsync([new Par2Input(group.Name, volume.Content)], cancellationToken);
            return archive.Set.Id == group.Set.Id ? archive : null;
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException or ArchivistException { Failure: Failure.Tampering or Failure.MediumFailed })
        {
            return null;
        }
    }
}
