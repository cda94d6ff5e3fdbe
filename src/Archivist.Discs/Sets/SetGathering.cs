using Archivist.Correction.Par2;
using Archivist.Discs.Catalogue;
using Archivist.Discs.Problems;
using Archivist.Platform.Problems;

namespace Archivist.Discs.Sets;

/// <summary>
/// Gathers packs and recovery slices of one set, disc by disc, until the rest can be computed. What has to leave its drive is copied to the spool. For one run by one thread.
/// </summary>
internal sealed class SetGathering(DiscSetName set, DriveBay bay, KnownDiscs known, DiscAsker asker, PackSpool spool)
{
    private readonly HashSet<DiscCopy> _taken = [];
    private readonly HashSet<Guid> _takenDiscs = [];

    /// <summary>Receives how far copying and checking are; null for none.</summary>
    internal IProgress<DiscSetProgress>? Progress { get; init; }

    /// <summary>Gathers; asks for discs where the ones in drives are not enough.</summary>
    /// <exception cref="ArchivistException">
    /// No recovery disc is available (<see cref="Failure.MediumFailed"/>), more slices are lost than there is recovery for (<see cref="Failure.DataLoss"/>), or too little space is free
    /// (<see cref="Failure.NoSpace"/>).
    /// </exception>
    internal async Task<SetInputs> RunAsync(CancellationToken cancellationToken)
    {
        var inputs = new SetInputs(await DescribeAsync(cancellationToken), spool, Progress);
        await TakeAllAsync(inputs, isSlow: false, cancellationToken);
        await RequireSpaceAsync(inputs, cancellationToken);
        await TakeAllAsync(inputs, isSlow: true, cancellationToken);
        while (inputs.MissingSlices > inputs.RecoverySlices)
        {
            var candidates = CandidatesFor(inputs);
            var promised = candidates.SelectMany(disc => disc.Packs).ToHashSet();
            var (missing, recovery) = (inputs.MissingWithout(promised), inputs.RecoverySlices + (candidates.Count(disc => disc.Kind is DiscKind.Recovery) * SlicesOfDisc(inputs)));
            if (candidates.Count == 0 || missing > recovery)
                throw new ArchivistException(new SetUnrecoverable(set.Name, missing, recovery));
            await inputs.SettleAsync(cancellationToken);
            await asker.AskForAnyAsync(candidates, cancellationToken);
            await TakeAllAsync(inputs, isSlow: null, cancellationToken);
        }

        return inputs;
    }

    /// <summary>Reads the description of the set from any of its recovery discs.</summary>
    private async Task<Par2Archive> DescribeAsync(CancellationToken cancellationToken)
    {
        ArchivistException? failure = null;
        while (true)
        {
            foreach (var disc in bay.Discs.Where(disc => disc.Record?.Set.Id == set.Id))
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

            var candidates = known.Available.Where(disc => disc.Kind is DiscKind.Recovery && disc.Set.Id == set.Id && bay.Discs.All(inserted => inserted.Record?.Id != disc.Id)).OrderBy(disc => disc.Volume).ToList();
            if (candidates.Count == 0)
                throw failure ?? new ArchivistException(new RecoveryDiscMissing(set.Name));
            await asker.AskForAnyAsync(candidates, cancellationToken);
        }
    }

    /// <summary>Takes what was not taken yet from the discs in drives.</summary>
    /// <param name="inputs">What was gathered so far.</param>
    /// <param name="isSlow">Only from slow drives, or only from others; null for all.</param>
    /// <param name="cancellationToken">Stops.</param>
    private async Task TakeAllAsync(SetInputs inputs, bool? isSlow, CancellationToken cancellationToken)
    {
        for (var place = 0; place < bay.Count; place++)
        {
            var drive = bay.Drive(place);
            if (bay[place] is not { } disc || (isSlow ?? drive.IsSlow) != drive.IsSlow || !_taken.Add(bay.CopyIn(place)))
                continue;
            if (disc.Record is { } record)
                _takenDiscs.Add(record.Id);
            await inputs.TakeAsync(disc, disc.Record?.Set.Id == set.Id, !drive.IsFixed, drive.IsSlow, cancellationToken);
        }
    }

    /// <summary>The discs to ask for next: a recovery disc when there is none, the other discs of the set, further recovery discs, and discs of other sets.</summary>
    private List<CataloguedDisc> CandidatesFor(SetInputs inputs)
    {
        var wanted = inputs.Wanted();
        var left = known.Available.Where(disc => !_takenDiscs.Contains(disc.Id)).OrderBy(disc => disc.Volume).ToList();
        var recovery = left.Where(disc => disc.Kind is DiscKind.Recovery && disc.Set.Id == set.Id).ToList();
        var own = left.Where(disc => disc.Set.Id == set.Id && disc.Packs.Any(wanted.Contains)).ToList();
        var others = left.Where(disc => disc.Set.Id != set.Id && disc.Packs.Any(wanted.Contains)).ToList();
        return inputs.RecoverySlices == 0 ? [.. recovery.Take(1), .. own, .. recovery.Skip(1), .. others] : [.. own, .. recovery, .. others];
    }

    /// <summary>Every recovery disc has as many slices as the packs of the fullest disc fill (docs/decisions/recovery-discs.md).</summary>
    private int SlicesOfDisc(SetInputs inputs)
    {
        var lengths = inputs.Packs.Zip(inputs.Set.Files, (pack, file) => (pack, file.Length)).ToDictionary(item => item.pack, item => item.Length);
        return known.Of(set).Max(disc => SetRecovery.SlicesOf(disc.Packs.Where(lengths.ContainsKey).Select(pack => lengths[pack]), inputs.Set.SliceSize));
    }

    /// <summary>Refuses too little free space before hours of copying.</summary>
    private async Task RequireSpaceAsync(SetInputs inputs, CancellationToken cancellationToken)
    {
        if (inputs.IsWhole)
            return;
        var asks = inputs.MissingSlices > inputs.RecoverySlices;
        var needed = inputs.BytesToWrite(withThoseThatGo: asks) + (asks ? (long)SlicesOfDisc(inputs) * inputs.Set.SliceSize : 0);
        var free = new DriveInfo(spool.Folder).AvailableFreeSpace;
        await asker.TellAsync(new ComputingNeedsSpace(set.Name, needed, spool.Folder, free), cancellationToken);
        if (needed > free)
            throw new ArchivistException(new NoSpaceToCompute(spool.Folder, set.Name, needed, free));
    }
}
