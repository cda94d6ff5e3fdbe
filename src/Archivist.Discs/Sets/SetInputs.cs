using Archivist.Correction.Par2;
using Archivist.Discs.Problems;
using Archivist.Platform.Problems;
using Archivist.Repository.Ids;
using Archivist.Repository.Stores;

namespace Archivist.Discs.Sets;

/// <summary>
/// What a computation has gathered of a set: for each pack the best bytes that were found, and recovery slices. What lies on discs that go out of their drives again is
/// copied. For one thread.
/// </summary>
internal sealed class SetInputs(Par2Archive description, PackSpool spool, IProgress<DiscSetProgress>? progress)
{
    private readonly IReplayableContent?[] _contents = new IReplayableContent?[description.Set.Files.Count];
    private readonly IReadOnlyList<int>?[] _missing = new IReadOnlyList<int>?[description.Set.Files.Count];
    private readonly bool[] _isWhole = new bool[description.Set.Files.Count];

    /// <summary>What lies on a disc that can be exchanged, and would go with it.</summary>
    private readonly bool[] _goes = new bool[description.Set.Files.Count];

    private readonly List<(Par2Archive Archive, IReadOnlyList<Par2Input> Files, bool Goes)> _archives = [];

    /// <summary>The packs of the set, by the place of their file in it.</summary>
    internal IReadOnlyList<PackId> Packs { get; } = [.. description.Set.Files.Select(file => new PackId(PackOf(file.Name).Id))];

    internal Par2Set Set => description.Set;

    internal bool IsWhole => _isWhole.All(isWhole => isWhole);

    internal int MissingSlices => Enumerable.Range(0, _missing.Length).Sum(MissingOf);

    internal int RecoverySlices => _archives.Count == 0 ? 0 : Recovery.RecoverySlices;

    /// <summary>The set with all recovery slices that were found.</summary>
    internal Par2Archive Recovery => Par2Archive.Combine([description, .. _archives.Select(item => item.Archive)]);

    internal IReadOnlyList<IReplayableContent?> Contents => _contents;

    internal Par2Condition Condition => new(_isWhole, [.. Enumerable.Range(0, _missing.Length).SelectMany(SlicesMissingOf)]);

    /// <summary>Bytes of what is not whole; <paramref name="withThoseThatGo"/> also of what has to be copied before a disc is exchanged.</summary>
    internal long BytesToWrite(bool withThoseThatGo) =>
        Set.Files.Where((_, index) => !_isWhole[index] || (withThoseThatGo && _goes[index])).Sum(file => file.Length);

    /// <summary>Slices that stay missing when these packs will be there.</summary>
    internal int MissingWithout(IReadOnlySet<PackId> promised) => Enumerable.Range(0, _missing.Length).Where(index => !promised.Contains(Packs[index])).Sum(MissingOf);

    /// <summary>Packs that were not found whole.</summary>
    internal IReadOnlySet<PackId> Wanted() => Packs.Where((_, index) => !_isWhole[index]).ToHashSet();

    /// <summary>Whole packs that were copied.</summary>
    internal IEnumerable<(PackId Pack, SpooledContent Content)> Copied() =>
        Packs.Select((pack, index) => (pack, content: _isWhole[index] ? _contents[index] as SpooledContent : null)).Where(item => item.content is not null).Select(item => (item.pack, item.content!));

    /// <summary>Takes what a disc has of the set.</summary>
    /// <param name="disc">The disc.</param>
    /// <param name="ofSet">It is one of the set, whose recovery files count.</param>
    /// <param name="goes">It can be exchanged.</param>
    /// <param name="copies">Reading it here and there takes long: copied now.</param>
    /// <param name="cancellationToken">Stops.</param>
    internal async Task TakeAsync(FoundDisc disc, bool ofSet, bool goes, bool copies, CancellationToken cancellationToken)
    {
        if (ofSet && disc.RecoveryFiles is { Count: > 0 } files)
        {
            IReadOnlyList<Par2Input> taken = copies ? await CopyAsync(files, cancellationToken) : files;
            try
            {
                var archive = await Par2Archive.ReadAsync(taken, cancellationToken);
                if (archive.Set.Id == Set.Id)
                    _archives.Add((archive, taken, goes && !copies));
            }
            catch (ArchivistException cause) when (cause.Failure is Failure.Tampering or Failure.MediumFailed)
            {
                // Too damaged to be of use; whether there is enough without it is seen when all is counted.
            }
        }

        var order = disc.Record?.Packs.Select((pack, place) => (pack, place)).ToDictionary(item => item.pack, item => item.place);
        var found = new IReplayableContent?[_contents.Length];
        var copied = new Counter(DiscSetStep.CopyingPacks, progress);
        foreach (var index in Enumerable.Range(0, found.Length).OrderBy(index => order?.GetValueOrDefault(Packs[index], int.MaxValue) ?? 0))
        {
            if (!_isWhole[index] && disc.FindContent(PackOf(Set.Files[index].Name)) is { } content)
                found[index] = copies ? await spool.CopyAsync(content, copied, cancellationToken) : content;
        }

        if (found.Any(content => content is not null))
            await CheckAsync(found, goes && !copies, cancellationToken);
    }

    /// <summary>Copies what would go with its disc.</summary>
    internal async Task SettleAsync(CancellationToken cancellationToken)
    {
        for (var i = 0; i < _archives.Count; i++)
        {
            if (!_archives[i].Goes)
                continue;
            var files = await CopyAsync(_archives[i].Files, cancellationToken);
            _archives[i] = (await Par2Archive.ReadAsync(files, cancellationToken), files, false);
        }

        var copied = new Counter(DiscSetStep.CopyingPacks, progress);
        for (var index = 0; index < _contents.Length; index++)
        {
            if (_goes[index] && _contents[index] is { } content)
                _contents[index] = await spool.CopyAsync(content, copied, cancellationToken);
            _goes[index] = false;
        }
    }

    internal static ObjectName PackOf(string path) => RepositoryLayout.TryParsePath(path, out var name) && name.Kind is ObjectKind.Pack
        ? name
        : throw new ArchivistException(new RecoveryDataForeign(path));

    private async Task CheckAsync(IReplayableContent?[] found, bool goes, CancellationToken cancellationToken)
    {
        var condition = await Par2Verifier.CheckAsync(Set, found, progress is null ? null : new Reading(progress), cancellationToken);
        var bySlice = condition.Missing.ToHashSet();
        for (var index = 0; index < found.Length; index++)
        {
            if (found[index] is null)
                continue;
            var missing = Enumerable.Range(Set.FirstSlices[index], Set.Files[index].Slices.Count).Where(bySlice.Contains).ToList();
            if (_contents[index] is not null && !condition.Files[index] && missing.Count >= MissingOf(index))
                continue;
            (_contents[index], _missing[index], _isWhole[index], _goes[index]) = (found[index], missing, condition.Files[index], goes);
        }
    }

    private async Task<IReadOnlyList<Par2Input>> CopyAsync(IReadOnlyList<Par2Input> files, CancellationToken cancellationToken)
    {
        var copied = new Counter(DiscSetStep.CopyingRecoverySlices, progress);
        var copies = new List<Par2Input>();
        foreach (var file in files)
            copies.Add(new Par2Input(file.Name, await spool.CopyAsync(file.Content, copied, cancellationToken)));
        return copies;
    }

    private int MissingOf(int index) => _isWhole[index] ? 0 : _missing[index]?.Count ?? Set.Files[index].Slices.Count;

    private IEnumerable<int> SlicesMissingOf(int index) =>
        _isWhole[index] ? [] : _missing[index] ?? Enumerable.Range(Set.FirstSlices[index], Set.Files[index].Slices.Count);

    /// <summary>Adds up what is copied.</summary>
    private sealed class Counter(DiscSetStep step, IProgress<DiscSetProgress>? progress) : IProgress<long>
    {
        private long _bytes;

        public void Report(long value) => progress?.Report(new DiscSetProgress(step, _bytes += value));
    }

    private sealed class Reading(IProgress<DiscSetProgress> progress) : IProgress<long>
    {
        public void Report(long value) => progress.Report(new DiscSetProgress(DiscSetStep.CheckingPacks, value));
    }
}
