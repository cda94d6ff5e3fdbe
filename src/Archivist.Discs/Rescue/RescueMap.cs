using Archivist.Correction.Rs03;
using Archivist.Images.Model;

namespace Archivist.Discs.Rescue;

/// <summary>The state of each sector of a medium while it is read. Takes one byte of memory per sector. Not thread-safe.</summary>
public sealed class RescueMap
{
    /// <summary>No medium has more sectors: 128 GiB, more than the largest disc.</summary>
    public const long MostSectors = 1L << 26;

    private byte[] _states;

    /// <summary>A map without any tried sector.</summary>
    /// <param name="length">Bytes of the medium, which the caller has measured: 0 to 2^37.</param>
    public RescueMap(long length)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(length, MostSectors * Sector.Size);
        Length = length;
        _states = new byte[Sector.Count(length)];
        _states.AsSpan().Fill((byte)SectorState.NonTried);
    }

    /// <summary>Bytes of the medium.</summary>
    public long Length { get; private set; }

    /// <summary>Sectors of the medium; the last one may be incomplete.</summary>
    public long Sectors => _states.Length;

    /// <summary>Sectors that were read.</summary>
    public long FinishedSectors => Count(SectorState.Finished);

    /// <summary>Sectors that were not read, for whatever reason.</summary>
    public long MissingSectors => Sectors - FinishedSectors;

    /// <summary>The state of one sector.</summary>
    public SectorState this[long sector] => (SectorState)_states[sector];

    /// <summary>Sectors in that state.</summary>
    public long Count(SectorState state) => _states.AsSpan().Count((byte)state);

    /// <summary>Sets the state of some sectors.</summary>
    public void Set(long first, long count, SectorState state) => _states.AsSpan((int)first, (int)count).Fill((byte)state);

    /// <summary>Changes all sectors of one state to another.</summary>
    public void Replace(SectorState old, SectorState state) => _states.AsSpan().Replace((byte)old, (byte)state);

    /// <summary>The first run in that state at or behind a sector; null when there is none.</summary>
    public (long First, long Count)? NextRun(SectorState state, long from)
    {
        if (from >= Sectors)
            return null;
        var rest = _states.AsSpan((int)from);
        var start = rest.IndexOf((byte)state);
        if (start < 0)
            return null;
        var length = rest[start..].IndexOfAnyExcept((byte)state);
        return (from + start, length < 0 ? rest.Length - start : length);
    }

    /// <summary>The last run in that state in front of a sector; null when there is none.</summary>
    public (long First, long Count)? PreviousRun(SectorState state, long before)
    {
        var front = _states.AsSpan(0, (int)Math.Clamp(before, 0, Sectors));
        var last = front.LastIndexOf((byte)state);
        if (last < 0)
            return null;
        var other = front[..last].LastIndexOfAnyExcept((byte)state);
        return (other + 1, last - other);
    }

    /// <summary>The whole medium in runs of one state, in order.</summary>
    public IEnumerable<(long First, long Count, SectorState State)> Runs()
    {
        for (long at = 0; at < Sectors;)
        {
            var state = this[at];
            var (_, count) = NextRun(state, at)!.Value;
            yield return (at, count, state);
            at += count;
        }
    }

    /// <summary>The sectors that were not read.</summary>
    public SectorSet Missing(long sectors)
    {
        var missing = new SectorSet(Math.Max(sectors, Sectors));
        foreach (var (first, count, _) in Runs().Where(run => run.State is not SectorState.Finished))
        {
            for (var sector = first; sector < first + count; sector++)
                missing.Add(sector);
        }

        for (var sector = Sectors; sector < sectors; sector++)
            missing.Add(sector);
        return missing;
    }

    /// <summary>The medium turns out to be longer; what is new was not tried. A map never becomes shorter.</summary>
    /// <param name="length">Bytes, up to 2^37.</param>
    public void Extend(long length)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(length, MostSectors * Sector.Size);
        if (length <= Length)
            return;
        // A last sector that was incomplete is now another one.
        var known = Length % Sector.Size == 0 ? _states.Length : _states.Length - 1;
        Array.Resize(ref _states, (int)Sector.Count(length));
        _states.AsSpan(known).Fill((byte)SectorState.NonTried);
        Length = length;
    }
}
