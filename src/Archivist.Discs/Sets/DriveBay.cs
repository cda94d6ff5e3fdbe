using Archivist.Discs.Problems;
using Archivist.Platform.Problems;
using Archivist.Repository.Crypto;
using Archivist.Repository.Stores;

namespace Archivist.Discs.Sets;

/// <summary>
/// The drives of a set and the discs in them. Owns the discs: one that is removed or replaced is disposed. Not thread-safe; changed under the gate of
/// <see cref="DiscSet"/>.
/// </summary>
internal sealed class DriveBay(IReadOnlyList<IDiscDrive> drives, KnownDiscs known) : IDisposable
{
    /// <summary>A disc that leaves its drive again and again while it is read is damaged.</summary>
    private const int MostDepartures = 3;

    private readonly FoundDisc?[] _discs = new FoundDisc?[drives.Count];
    private readonly Dictionary<DiscCopy, int> _departures = [];

    /// <summary>The disc that was found in its drive again when something of it could not be read.</summary>
    private FoundDisc? _confirmed;

    /// <summary>The number of drives.</summary>
    internal int Count => drives.Count;

    /// <summary>The paths of all drives.</summary>
    internal IEnumerable<string> Places => drives.Select(drive => drive.Place);

    /// <summary>All drives in one line, for messages.</summary>
    internal string Location => string.Join(" + ", Places);

    /// <summary>Whether no disc can be exchanged in any drive.</summary>
    internal bool IsFixed => drives.All(drive => drive.IsFixed);

    /// <summary>The SHA-256 of the configuration file of the repository that all discs here are of.</summary>
    internal Digest Repository { get; private set; }

    /// <summary>The discs in drives, in the order of these.</summary>
    internal IEnumerable<FoundDisc> Discs => _discs.OfType<FoundDisc>();

    /// <summary>The disc in a drive; null when it is empty.</summary>
    internal FoundDisc? this[int place] => _discs[place];

    /// <summary>The drive.</summary>
    internal IDiscDrive Drive(int place) => drives[place];

    /// <summary>The drive that a disc is in; -1 when it was removed.</summary>
    internal int PlaceOf(FoundDisc disc) => Array.IndexOf(_discs, disc);

    /// <summary>The copy in a drive.</summary>
    internal DiscCopy CopyIn(int place) => new(place, place < 0 ? null : _discs[place]?.Record?.Id);

    /// <summary>Puts a disc into a drive, and takes note of all discs that it knows.</summary>
    internal void Insert(int place, FoundDisc disc)
    {
        _discs[place]?.Dispose();
        _discs[place] = disc;
        Repository = disc.Repository;
        if (disc.Record is { } own)
            known.See(own);
        known.Add(disc.Catalogue.Where(record => record.Repository == disc.Repository));
    }

    /// <summary>Closes the disc in a drive.</summary>
    internal void Remove(int place)
    {
        _discs[place]?.Dispose();
        _discs[place] = null;
    }

    /// <summary>Closes all discs that can be exchanged: a drive that is open keeps its tray shut.</summary>
    internal void Release()
    {
        for (var place = 0; place < _discs.Length; place++)
        {
            if (!drives[place].IsFixed)
                Remove(place);
        }
    }

    /// <summary>Opens what is in the drives.</summary>
    /// <returns>The drives that have nothing readable, and why; null for an empty drive.</returns>
    /// <exception cref="ArchivistException">No disc is readable (the first failure, or <see cref="NoReadableDisc"/>), or discs are of two repositories.</exception>
    internal async Task<IReadOnlyList<(string Place, Problem? Problem)>> OpenAsync(CancellationToken cancellationToken)
    {
        var leftOut = new List<(string, Problem?)>();
        ArchivistException? first = null;
        for (var place = 0; place < drives.Count; place++)
        {
            FoundDisc? found = null;
            ArchivistException? cause = null;
            try
            {
                found = await drives[place].OpenAsync(cancellationToken);
            }
            catch (ArchivistException failure) when (failure.Failure is Failure.RepositoryMissing or Failure.MediumFailed)
            {
                cause = failure;
                first ??= failure;
            }

            if (found is not { } disc)
            {
                leftOut.Add((drives[place].Place, cause?.Problem));
                continue;
            }

            if (Discs.Any() && disc.Repository != Repository)
            {
                disc.Dispose();
                throw new ArchivistException(new DiscOfOtherRepository(drives[place].Place));
            }

            Insert(place, disc);
        }

        return Discs.Any() ? leftOut : throw first ?? new ArchivistException(new NoReadableDisc(Location));
    }

    /// <summary>
    /// Whether the disc from which a read failed is still in its drive: a read also fails when the disc is taken out. A disc that left too often counts as
    /// still there, so that its damage is recorded.
    /// </summary>
    internal async Task<bool> IsStillThereAsync(int place, CancellationToken cancellationToken)
    {
        var disc = _discs[place]!;
        if (drives[place].IsFixed || ReferenceEquals(disc, _confirmed))
            return true;
        try
        {
            using var now = await drives[place].OpenAsync(cancellationToken);
            if (now is not null && now.Repository == Repository && now.Record?.Id == disc.Record?.Id)
            {
                _confirmed = disc;
                return true;
            }
        }
        catch (ArchivistException)
        {
            // Something else is in the drive by now.
        }

        var copy = CopyIn(place);
        _departures[copy] = _departures.GetValueOrDefault(copy) + 1;
        return _departures[copy] > MostDepartures;
    }

    /// <summary>The content of an object on any disc here; null when none has it. Valid until that disc is removed.</summary>
    internal IReplayableContent? FindContent(ObjectName name) => Discs.Select(disc => disc.FindContent(name)).FirstOrDefault(content => content is not null);

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var disc in _discs)
            disc?.Dispose();
    }
}
