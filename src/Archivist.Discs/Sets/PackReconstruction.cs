using Archivist.Correction.Par2;
using Archivist.Discs.Catalogue;
using Archivist.Discs.Problems;
using Archivist.Platform.Files;
using Archivist.Platform.Problems;
using Archivist.Repository.Crypto;
using Archivist.Repository.Ids;
using Archivist.Repository.Stores;

namespace Archivist.Discs.Sets;

/// <summary>
/// Computes packs that no disc gives whole by PAR2, from recovery discs and the other discs of their set. Not thread-safe; used under the gate of <see cref="DiscSet"/>.
/// </summary>
internal sealed class PackReconstruction(DriveBay bay, KnownDiscs known, DiscAsker asker, PackSpool spool)
{
    /// <summary>ENOSPC of errno(3), as the runtime passes it on.</summary>
    private const int NoSpace = 28;

    /// <summary>The sets that were tried: each is tried once.</summary>
    private readonly HashSet<Guid> _tried = [];

    /// <summary>Receives how far a computation is; null for none.</summary>
    internal IProgress<DiscSetProgress>? Progress { get; set; }

    /// <summary>
    /// Computes everything that is missing of the sets that hold any of these packs, into the spool. Each set is tried once; why one failed is reported and the next is tried.
    /// Without a spool nothing is computed.
    /// </summary>
    /// <returns>Whether any of the packs came of it.</returns>
    internal async Task<bool> ReconstructAsync(IReadOnlyCollection<PackId> wanted, CancellationToken cancellationToken)
    {
        if (!spool.HasRoom)
            return false;
        var packs = wanted.ToHashSet();
        var sets = known.All.Where(disc => disc.Kind is DiscKind.Recovery && !_tried.Contains(disc.Set.Id)).OrderByDescending(disc => disc.PlannedAt).Select(disc => disc.Set).DistinctBy(set => set.Id)
            .Where(set => known.Of(set).Any(disc => disc.Packs.Any(packs.Contains))).ToList();
        foreach (var set in sets)
        {
            _tried.Add(set.Id);
            try
            {
                await ReconstructIntoSpoolAsync(set, cancellationToken);
            }
            catch (Exception cause) when (cause is IOException or ArchivistException { Failure: not Failure.Interrupted })
            {
                await asker.TellAsync(new RecoveryNotPossible(set.Name, Cause.Of(cause)), cancellationToken);
            }
        }

        return packs.Any(pack => spool.TryFind(new ObjectName(ObjectKind.Pack, pack.Value), out _));
    }

    /// <inheritdoc cref="DiscSet.RebuildAsync"/>
    internal async Task<ComputedPacks> RebuildAsync(DiscSetName set, string folder, CancellationToken cancellationToken)
    {
        // Another run may compute the same packs into the same directory.
        using var work = WorkDirectory.Create(folder, "rebuilding");
        string Unfinished(string name) => Path.Combine(work.Path, name.Replace('/', '-'));
        return await ReconstructAsync(
            set,
            file => Par2Target.OfFile(Unfinished(file.Name)),
            async (file, name) =>
            {
                await using (var stream = new FileStream(Unfinished(file.Name), FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0, FileOptions.SequentialScan))
                {
                    await RequireWholeAsync(name, stream, cancellationToken);
                    DurableFile.Synchronize(stream.SafeFileHandle, stream.Name);
                }

                var path = Path.Combine(folder, file.Name);
                DurableFile.CreateDirectory(Path.GetDirectoryName(path)!);
                // Its name is its hash: what has the name is the same, or damaged.
                DurableFile.Rename(Unfinished(file.Name), path, replaces: true);
                DurableFile.SynchronizeDirectory(Path.GetDirectoryName(path)!);
            },
            cancellationToken);
    }

    private async Task ReconstructIntoSpoolAsync(DiscSetName set, CancellationToken cancellationToken)
    {
        var places = new Dictionary<string, Par2Target>();
        await ReconstructAsync(
            set,
            file => places[file.Name] = new Par2Target(spool.Handle, spool.Reserve(file.Length), IsOwn: false),
            async (file, name) =>
            {
                var content = new SpooledContent(spool.Handle, places[file.Name].Offset, file.Length);
                await using var stream = content.OpenFromStart();
                await RequireWholeAsync(name, stream, cancellationToken);
                spool.Publish(name, content);
            },
            cancellationToken);
    }

    private async Task<ComputedPacks> ReconstructAsync(DiscSetName set, Func<Par2File, Par2Target> target, Func<Par2File, ObjectName, Task> accept, CancellationToken cancellationToken)
    {
        var inputs = await new SetGathering(set, bay, known, asker, spool) { Progress = Progress }.RunAsync(cancellationToken);
        var (missing, recovery) = (inputs.MissingSlices, inputs.RecoverySlices);
        foreach (var (pack, content) in inputs.Copied())
            spool.Publish(new ObjectName(ObjectKind.Pack, pack.Value), content);
        if (inputs.IsWhole)
            return new ComputedPacks(set, [], 0, 0, recovery);
        await asker.TellAsync(new ComputingSet(set.Name, inputs.BytesToWrite(withThoseThatGo: false)), cancellationToken);
        var progress = Progress is { } progressed ? new Computing(progressed) : null;
        IReadOnlyList<Par2File> written;
        try
        {
            written = await Par2Repair.RunAsync(inputs.Recovery, inputs.Contents, inputs.Condition, target, progress, cancellationToken);
        }
        catch (IOException cause) when (cause.HResult == NoSpace)
        {
            throw new ArchivistException(new NoSpaceToCompute(spool.Folder, set.Name, null, null), cause);
        }

        var packs = new List<PackId>();
        foreach (var file in written)
        {
            var name = SetInputs.PackOf(file.Name);
            await accept(file, name);
            packs.Add(new PackId(name.Id));
        }

        return new ComputedPacks(set, packs, written.Sum(file => file.Length), missing, recovery);
    }

    private static async Task RequireWholeAsync(ObjectName name, Stream content, CancellationToken cancellationToken)
    {
        var digest = await Digest.OfAsync(content, cancellationToken);
        if (digest != name.Id)
            throw new ArchivistException(new ComputedPackWrong(name, digest));
    }

    private sealed class Computing(IProgress<DiscSetProgress> progress) : IProgress<long>
    {
        public void Report(long value) => progress.Report(new DiscSetProgress(DiscSetStep.Computing, value));
    }
}
