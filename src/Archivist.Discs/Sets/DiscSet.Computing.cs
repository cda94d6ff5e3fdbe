using Archivist.Correction.Par2;
using Archivist.Discs.Catalogue;
using Archivist.Discs.Labels;
using Archivist.Discs.Problems;
using Archivist.Platform.Files;
using Archivist.Platform.Problems;
using Archivist.Repository.Crypto;
using Archivist.Repository.Ids;
using Archivist.Repository.Stores;

namespace Archivist.Discs.Sets;

public sealed partial class DiscSet
{
    /// <summary>ENOSPC of errno(3), as the runtime passes it on.</summary>
    private const int NoSpace = 28;

    private readonly HashSet<Guid> _computed = [];

    /// <summary>Told how far a computation is; null when nobody wants to know.</summary>
    public IProgress<DiscSetProgress>? Progress { get; set; }

    /// <summary>
    /// Computes everything that is missing or damaged of the sets that hold any of these packs, where recovery discs and the other discs of such a set are to be had: they are
    /// asked for, and what has to leave its drive is copied to the room that was given. Each set is tried once; why one failed is told. False when none of the packs came of it.
    /// </summary>
    public async Task<bool> ComputeAsync(IEnumerable<PackId> wanted, CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken);
        try
        {
            return await ComputeAnyAsync([.. wanted], cancellationToken);
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>
    /// Computes all packs of a set that no disc gives whole, into a folder. Recovery discs that are not to be had are <see cref="Failure.MediumFailed"/>, more lost slices than there is
    /// recovery for <see cref="Failure.DataLoss"/>, too little room <see cref="Failure.NoSpace"/>; then nothing has been computed.
    /// </summary>
    /// <param name="set">The set.</param>
    /// <param name="folder">Gets the packs under their paths in the repository; also the room for copies (<see cref="UseRoomOf"/>).</param>
    /// <param name="cancellationToken">Leaves whole packs only.</param>
    public async Task<ComputedPacks> RebuildAsync(DiscSetName set, string folder, CancellationToken cancellationToken)
    {
        UseRoomOf(folder);
        await _gate.WaitAsync(cancellationToken);
        try
        {
            // Another run may compute the same packs into the same folder.
            using var work = WorkDirectory.Create(folder, "rebuilding");
            string Unfinished(string name) => Path.Combine(work.Path, name.Replace('/', '-'));
            return await ComputeAsync(
                set,
                file => Par2Target.OfFile(Unfinished(file.Name)),
                async (file, name) =>
                {
                    Digest digest;
                    await using (var stream = new FileStream(Unfinished(file.Name), FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0, FileOptions.SequentialScan))
                    {
                        digest = await Digest.OfAsync(stream, cancellationToken);
                        if (digest != name.Id)
                            throw Wrong(name, digest);
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
        finally
        {
            _gate.Release();
        }
    }

    private async Task<bool> ComputeAnyAsync(IReadOnlyCollection<PackId> wanted, CancellationToken cancellationToken)
    {
        if (_spool is not { } spool)
            return false;
        var packs = wanted.ToHashSet();
        var sets = _known.Values.Where(disc => disc.Kind is DiscKind.Recovery && !_computed.Contains(disc.Set.Id)).OrderByDescending(disc => disc.PlannedAt).Select(disc => disc.Set).DistinctBy(set => set.Id)
            .Where(set => _known.Values.Any(disc => disc.Set.Id == set.Id && disc.Packs.Any(packs.Contains))).ToList();
        foreach (var set in sets)
        {
            _computed.Add(set.Id);
            try
            {
                var places = new Dictionary<string, Par2Target>();
                await ComputeAsync(
                    set,
                    file => places[file.Name] = new Par2Target(spool.Handle, spool.Reserve(file.Length), IsOwn: false),
                    async (file, name) =>
                    {
                        var content = new SpooledContent(spool.Handle, places[file.Name].Offset, file.Length);
                        await using var stream = content.OpenFromStart();
                        var digest = await Digest.OfAsync(stream, cancellationToken);
                        if (digest != name.Id)
                            throw Wrong(name, digest);
                        spool.Publish(name, content);
                    },
                    cancellationToken);
            }
            catch (Exception cause) when (cause is IOException or ArchivistException { Failure: not Failure.Interrupted })
            {
                await _requests.TellAsync(new RecoveryNotPossible(set.Name, Cause.Of(cause)), cancellationToken);
            }
        }

        return packs.Any(pack => spool.TryFind(new ObjectName(ObjectKind.Pack, pack.Value), out _));
    }

    private async Task<ComputedPacks> ComputeAsync(DiscSetName set, Func<Par2File, Par2Target> target, Func<Par2File, ObjectName, Task> accept, CancellationToken cancellationToken)
    {
        var description = await DescribeAsync(set, cancellationToken);
        var inputs = new SetInputs(description, _spool!, Progress);
        await GatherAsync(set, inputs, cancellationToken);
        var (missing, recovery) = (inputs.MissingSlices, inputs.RecoverySlices);
        foreach (var (pack, content) in inputs.Copied())
            _spool!.Publish(new ObjectName(ObjectKind.Pack, pack.Value), content);
        if (inputs.IsWhole)
            return new ComputedPacks(set, [], 0, 0, recovery);
        await _requests.TellAsync(new ComputingSet(set.Name, inputs.BytesToWrite(withThoseThatGo: false)), cancellationToken);
        var progress = Progress is { } told ? new Computing(told) : null;
        IReadOnlyList<Par2File> written;
        try
        {
            written = await Par2Repair.RunAsync(inputs.Recovery, inputs.Contents, inputs.Condition, target, progress, cancellationToken);
        }
        catch (IOException cause) when (cause.HResult == NoSpace)
        {
            throw new ArchivistException(new NoSpaceToCompute(_spool!.Folder, set.Name, null, null), cause);
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

    /// <summary>The description of a set from any of its recovery discs.</summary>
    private async Task<Par2Archive> DescribeAsync(DiscSetName set, CancellationToken cancellationToken)
    {
        ArchivistException? failure = null;
        while (true)
        {
            foreach (var disc in _inserted.OfType<FoundDisc>().Where(disc => disc.Record?.Set.Id == set.Id))
            {
                // Each file of PAR2 describes all; the one without slices is short.
                foreach (var file in disc.RecoveryFiles.OrderBy(file => file.Content.Length))
                {
                    try
                    {
                        return await Par2Archive.ReadAsync([file], cancellationToken);
                    }
                    catch (ArchivistException cause) when (cause.Failure is Failure.Tampering or Failure.MediumFailed)
                    {
                        failure ??= cause;
                    }
                }
            }

            var candidates = _known.Values.Where(disc => disc.Kind is DiscKind.Recovery && disc.Set.Id == set.Id && !_notAtHand.Contains(disc.Id) && !IsInserted(disc)).OrderBy(disc => disc.Volume).ToList();
            if (candidates.Count == 0)
                throw failure ?? new ArchivistException(new RecoveryDiscMissing(set.Name));
            await AskForAnyAsync(candidates, cancellationToken);
        }
    }

    /// <summary>Gathers packs and recovery slices, disc by disc, until there is enough.</summary>
    private async Task GatherAsync(DiscSetName set, SetInputs inputs, CancellationToken cancellationToken)
    {
        var taken = new HashSet<string>();
        var takenDiscs = new HashSet<Guid>();
        await TakeAllAsync(set, inputs, isSlow: false, taken, takenDiscs, cancellationToken);
        await RequireRoomAsync(set, inputs, cancellationToken);
        await TakeAllAsync(set, inputs, isSlow: true, taken, takenDiscs, cancellationToken);
        while (inputs.MissingSlices > inputs.RecoverySlices)
        {
            var candidates = CandidatesFor(set, inputs, takenDiscs);
            var promised = candidates.SelectMany(disc => disc.Packs).ToHashSet();
            var (missing, recovery) = (inputs.MissingWithout(promised), inputs.RecoverySlices + (candidates.Count(disc => disc.Kind is DiscKind.Recovery) * SlicesOfDisc(set, inputs)));
            if (candidates.Count == 0 || missing > recovery)
                throw new ArchivistException(new SetUnrecoverable(set.Name, Math.Max(missing, inputs.MissingWithout(promised)), recovery));
            await inputs.SettleAsync(cancellationToken);
            await AskForAnyAsync(candidates, cancellationToken);
            await TakeAllAsync(set, inputs, isSlow: null, taken, takenDiscs, cancellationToken);
        }
    }

    /// <summary>Takes what was not taken yet of the discs in drives.</summary>
    /// <param name="set">The set.</param>
    /// <param name="inputs">What was gathered.</param>
    /// <param name="isSlow">Only such drives; null for all.</param>
    /// <param name="taken">Drives with their discs that were taken.</param>
    /// <param name="takenDiscs">The discs of these.</param>
    /// <param name="cancellationToken">Stops.</param>
    private async Task TakeAllAsync(DiscSetName set, SetInputs inputs, bool? isSlow, HashSet<string> taken, HashSet<Guid> takenDiscs, CancellationToken cancellationToken)
    {
        for (var place = 0; place < _inserted.Length; place++)
        {
            if (_inserted[place] is not { } disc || (isSlow ?? _drives[place].IsSlow) != _drives[place].IsSlow || !taken.Add(KeyOf(place)))
                continue;
            if (disc.Record is { } record)
                takenDiscs.Add(record.Id);
            await inputs.TakeAsync(disc, disc.Record?.Set.Id == set.Id, !_drives[place].IsFixed, _drives[place].IsSlow, cancellationToken);
        }
    }

    /// <summary>What to ask for next: a recovery disc when there is none, the other discs of the set, further recovery discs, and discs of other sets.</summary>
    private List<CataloguedDisc> CandidatesFor(DiscSetName set, SetInputs inputs, HashSet<Guid> taken)
    {
        var wanted = inputs.Wanted();
        var left = _known.Values.Where(disc => !_notAtHand.Contains(disc.Id) && !taken.Contains(disc.Id)).OrderBy(disc => disc.Volume).ToList();
        var recovery = left.Where(disc => disc.Kind is DiscKind.Recovery && disc.Set.Id == set.Id).ToList();
        var own = left.Where(disc => disc.Set.Id == set.Id && disc.Packs.Any(wanted.Contains)).ToList();
        var others = left.Where(disc => disc.Set.Id != set.Id && disc.Packs.Any(wanted.Contains)).ToList();
        return inputs.RecoverySlices == 0 ? [.. recovery.Take(1), .. own, .. recovery.Skip(1), .. others] : [.. own, .. recovery, .. others];
    }

    /// <summary>Every recovery disc has as many slices as the packs of the fullest disc fill (docs/decisions/recovery-discs.md).</summary>
    private int SlicesOfDisc(DiscSetName set, SetInputs inputs)
    {
        var lengths = inputs.Packs.Zip(inputs.Set.Files, (pack, file) => (pack, file.Length)).ToDictionary(item => item.pack, item => item.Length);
        return _known.Values.Where(disc => disc.Set.Id == set.Id)
            .Max(disc => SetRecovery.SlicesOf(disc.Packs.Where(lengths.ContainsKey).Select(pack => lengths[pack]), inputs.Set.SliceSize));
    }

    /// <summary>Refuses before hours of copying what cannot end well.</summary>
    private async Task RequireRoomAsync(DiscSetName set, SetInputs inputs, CancellationToken cancellationToken)
    {
        if (inputs.IsWhole)
            return;
        var asks = inputs.MissingSlices > inputs.RecoverySlices;
        var needed = inputs.BytesToWrite(withThoseThatGo: asks) + (asks ? (long)SlicesOfDisc(set, inputs) * inputs.Set.SliceSize : 0);
        var free = new DriveInfo(_spool!.Folder).AvailableFreeSpace;
        await _requests.TellAsync(new ComputingNeedsSpace(set.Name, needed, _spool.Folder, free), cancellationToken);
        if (needed > free)
            throw new ArchivistException(new NoSpaceToCompute(_spool.Folder, set.Name, needed, free));
    }

    private async Task AskForAnyAsync(IReadOnlyList<CataloguedDisc> candidates, CancellationToken cancellationToken)
    {
        var ids = candidates.Select(disc => disc.Id).ToHashSet();
        if (!await InsertAsync(candidates[0], 0, disc => Task.FromResult(disc.Record is { } record && ids.Contains(record.Id)), cancellationToken))
            _notAtHand.Add(candidates[0].Id);
    }

    private bool IsInserted(CataloguedDisc disc) => _inserted.Any(inserted => inserted?.Record?.Id == disc.Id);

    private static ArchivistException Wrong(ObjectName name, Digest digest) =>
        new(new ComputedPackWrong(name, digest));

    private sealed class Computing(IProgress<DiscSetProgress> progress) : IProgress<long>
    {
        public void Report(long value) => progress.Report(new DiscSetProgress("computing", value));
    }
}
