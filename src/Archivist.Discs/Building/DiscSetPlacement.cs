using Archivist.Correction.Par2;
using Archivist.Discs.Planning;
using Archivist.Discs.Problems;
using Archivist.Discs.Sets;
using Archivist.Discs.Templates;
using Archivist.Images;
using Archivist.Images.Model;
using Archivist.Platform.Problems;
using Archivist.Repository.Ids;
using Archivist.Repository.Stores;

namespace Archivist.Discs.Building;

/// <summary>Decides which pack lies on which disc of a set, by laying out whole images of known lengths. Not thread-safe.</summary>
public sealed class DiscSetPlacement
{
    /// <summary>File names number discs with four digits.</summary>
    private const int MostDiscs = 9999;

    /// <summary>A generous length for what a record has besides packs and snapshots.</summary>
    private const int RecordLength = 4096;

    /// <summary>One id in a record: 64 digits with quotes, comma, blanks and line end.</summary>
    private const int IdLength = 76;

    private readonly DiscSetLayout _layout;
    private readonly PlacementOptions _options;
    private readonly DiscSetContents _contents;
    private readonly IReadOnlyList<(ObjectName, IReplayableContent)> _objects;
    private readonly DiscTemplate _largest;
    private readonly int _snapshots, _sliceSize;
    private readonly long _described;

    /// <summary>Takes what a set is to hold.</summary>
    /// <param name="layout">How each disc is laid out.</param>
    /// <param name="options">How packs are spread.</param>
    /// <param name="contents">What the set holds.</param>
    public DiscSetPlacement(DiscSetLayout layout, PlacementOptions options, DiscSetContents contents)
    {
        (_layout, _options, _contents) = (layout, options, contents);
        _objects = [.. contents.Objects.Select(item => (item.Name, (IReplayableContent)new PlannedContent(item.Length)))];
        _snapshots = contents.Objects.Count(item => item.Name.Kind is ObjectKind.Snapshot);
        // The largest medium is that of recovery discs, so that what the largest disc holds fits on each of them.
        _largest = options.Media.Count == 0 ? layout.Template : OnMedium(options.Media.MaxBy(medium => medium.Capacity)!);
        if (options.MayBeLost > 0)
        {
            _sliceSize = SetRecovery.ChooseSliceSize([.. contents.Packs.Select(pack => pack.Length)], options.MayBeLost, _largest.Capacity);
            _described = Par2Creator.IndexLength(contents.Packs.Select(pack => (RepositoryLayout.PathOf(pack.Name).Length, pack.Length)), _sliceSize);
        }
    }

    /// <summary>The discs of the set, recovery discs last.</summary>
    /// <param name="idOf">The id of volume n, from 1.</param>
    /// <exception cref="ArchivistException"><see cref="Failure.NoSpace"/>: a medium is too small for what every disc carries. <see cref="Failure.Usage"/>: more discs may be lost than can be computed.</exception>
    public IReadOnlyList<PlannedVolume> Place(Func<int, Guid> idOf)
    {
        var (placed, assumed) = Spread();
        var total = placed.Count + _options.MayBeLost;
        var slices = _options.MayBeLost == 0 ? 0 : placed.Max(SlicesOf);
        if ((long)slices * _options.MayBeLost > Par2Repair.MostMissing)
            throw new ArchivistException(new RecoveryTooLarge(_layout.Set.Name, _options.MayBeLost, slices, Par2Repair.MostMissing));
        return
        [
            .. placed.Select((on, index) => new PlannedVolume(
                idOf(index + 1), TemplateOf(index).Medium, TemplateOf(index).Capacity, _layout.LabelOf(_options.VolumeLabel, index + 1, total), Boots(index),
                ImageMaster.Plan(Lay(index, assumed, on, Boots(index), [])).Length, [.. on.Select(item => new PackId(item.Name.Id))])),
            .. Enumerable.Range(0, _options.MayBeLost).Select(number => new PlannedVolume(
                idOf(placed.Count + number + 1), _largest.Medium, _largest.Capacity, _layout.LabelOf(_options.VolumeLabel, placed.Count + number + 1, total), BootsRecovery,
                ImageMaster.Plan(LayRecovery(assumed, slices)).Length, [], new PlannedRecovery(_sliceSize, number * slices, slices))),
        ];
    }

    /// <summary>One disc with everything on it, whatever is laid out as shared.</summary>
    /// <param name="id">Its id.</param>
    /// <exception cref="ArchivistException"><see cref="Failure.NoSpace"/>: the medium is too small.</exception>
    public PlannedVolume PlaceOnOne(Guid id)
    {
        var label = _layout.LabelOf(_options.VolumeLabel, 1, 1);
        var plan = ImageMaster.Plan(_layout.Lay(
            label, (1, 1), Boots(0), new PlannedContent(RecordLength + ((long)(_snapshots + _contents.Packs.Count) * IdLength)), _contents.Shared,
            _objects.Concat(_contents.Packs.Select(item => (item.Name, (IReplayableContent)new PlannedContent(item.Length))))));
        ImageBuild.LayOutCorrection(_layout.Template, plan);
        return new PlannedVolume(id, _layout.Template.Medium, _layout.Template.Capacity, label, Boots(0), plan.Length, [.. _contents.Packs.Select(item => new PackId(item.Name.Id))]);
    }

    private bool BootsRecovery => _layout.Boot is not null && _options.Recovery is RecoveryDiscs.Each;

    private bool Boots(int index) => _layout.Boot is not null && (index == 0 ? _options.Recovery is not RecoveryDiscs.None : _options.Recovery is RecoveryDiscs.Each);

    private DiscTemplate TemplateOf(int index) => _options.Media.Count == 0 ? _layout.Template : OnMedium(_options.Media[Math.Min(index, _options.Media.Count - 1)]);

    private DiscTemplate OnMedium(DiscMedium medium) => _layout.Template with { Medium = medium.Name, Capacity = medium.Capacity };

    private int SlicesOf(IReadOnlyList<StoredObject> on) => SetRecovery.SlicesOf(on.Select(pack => pack.Length), _sliceSize);

    /// <summary>The packs of each disc, and the number of discs that room was kept for in the catalogue on them.</summary>
    private (IReadOnlyList<IReadOnlyList<StoredObject>> Placed, int Assumed) Spread()
    {
        var assumed = 1 + _options.MayBeLost;
        // More discs have longer catalogues, which may take one disc more.
        while (true)
        {
            var volumes = assumed;
            var placed = PackPlacement.Place(
                _contents.Packs,
                number => new VolumeRoom(TemplateOf(number).Medium, DiscCapacity.CapacityFor(TemplateOf(number)), on => Measure(TemplateOf(number), volumes, number, on)),
                mostVolumes: MostDiscs - _options.MayBeLost);
            if (placed.Count + _options.MayBeLost <= assumed)
                return (placed, assumed);
            assumed = placed.Count + _options.MayBeLost;
        }
    }

    /// <summary>A disc is full when it is, or when a recovery disc for it would be.</summary>
    private long Measure(DiscTemplate on, int of, int number, IReadOnlyList<StoredObject> taken) => Math.Max(
        ImageMaster.Plan(Lay(number, of, taken, Boots(number), [])).Length,
        _options.MayBeLost == 0 ? 0 : ImageMaster.Plan(LayRecovery(of, SlicesOf(taken))).Length - DiscCapacity.CapacityFor(_largest) + DiscCapacity.CapacityFor(on));

    private DiscLayout LayRecovery(int of, int slices) => Lay(of - 1, of, [], BootsRecovery,
    [
        new DiscFile($"{_layout.Template.RepositoryFolder}/{SetRecovery.IndexName(_layout.Set.Name)}", new PlannedContent(_described), _layout.Time),
        new DiscFile($"{_layout.Template.RepositoryFolder}/{SetRecovery.VolumeName(_layout.Set.Name, new PlannedRecovery(_sliceSize, 0, slices))}", new PlannedContent(Par2Creator.VolumeLength(_described, _sliceSize, slices)), _layout.Time),
    ]);

    private DiscLayout Lay(int index, int of, IReadOnlyList<StoredObject> on, bool boots, IReadOnlyList<DiscFile> recovery)
    {
        // Records are not known before everything is placed, so room is kept for the longest that they can be.
        List<DiscFile> others = [.. _contents.Shared];
        others.Add(new DiscFile("catalogue/packs.json", new PlannedContent((long)_contents.Packs.Count * IdLength), _layout.Time));
        others.AddRange(Enumerable.Range(0, of).Select(volume =>
            new DiscFile($"catalogue/{volume:D4}-0000-0000-0000-000000000000-000000000000.json", new PlannedContent(RecordLength + ((long)_snapshots * IdLength)), _layout.Time)));
        return _layout.Lay(
            _layout.LabelOf(_options.VolumeLabel, index + 1, Math.Max(of, 2)), (MostDiscs, MostDiscs), boots,
            new PlannedContent(RecordLength + ((long)(_snapshots + on.Count) * IdLength)), [.. others, .. recovery],
            _objects.Concat(on.Select(item => (item.Name, (IReplayableContent)new PlannedContent(item.Length)))));
    }
}
