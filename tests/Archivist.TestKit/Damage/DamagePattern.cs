using Archivist.Correction.Rs03;

namespace Archivist.TestKit.Damage;

/// <summary>
/// Makes damage: which sectors of a disc are gone. The same seed gives the same damage. A scratch kills the blocks that it crosses, also where a
/// real drive would still correct a short gap, so what is measured with it is the worse case.
/// </summary>
public sealed class DamagePattern
{
    private readonly DiscGeometry _disc;
    private readonly Random _random;
    private readonly bool[] _dead;
    private long _count;

    private DamagePattern(DiscGeometry disc, Random random) => (_disc, _random, _dead) = (disc, random, new bool[disc.Sectors]);

    /// <summary>Sectors that are gone.</summary>
    public long Count => _count;

    /// <summary>Whether a sector is gone.</summary>
    public bool Contains(long sector) => _dead[sector];

    /// <summary>Damages a disc until about a share of its sectors is gone: at least that, and by no more than the last wound beyond it.</summary>
    /// <param name="kind">How.</param>
    /// <param name="disc">The geometry.</param>
    /// <param name="share">0 to 1, of all sectors.</param>
    /// <param name="random">Where.</param>
    public static DamagePattern Create(DamageKind kind, DiscGeometry disc, double share, Random random)
    {
        var pattern = new DamagePattern(disc, random);
        var wanted = (long)Math.Round(share * disc.Sectors);
        pattern.Make(kind, wanted);
        return pattern;
    }

    /// <summary>The gone sectors of each row of an image with error correction of so many sectors a layer.</summary>
    public int[] ErasuresOfRows(int sectorsPerLayer)
    {
        var rows = new int[sectorsPerLayer];
        for (long sector = 0; sector < Math.Min(_disc.Sectors, (long)sectorsPerLayer * Rs03Layout.Layers); sector++)
        {
            if (_dead[sector])
                rows[sector % sectorsPerLayer]++;
        }

        return rows;
    }

    private void Make(DamageKind kind, long wanted)
    {
        switch (kind)
        {
            case DamageKind.EdgeRot:
                RotEdge(wanted);
                return;
            case DamageKind.TruncatedEnd:
                Kill(_disc.Sectors - wanted, wanted);
                return;
            case DamageKind.DeadMetadata:
                // Volume descriptors and recognition sequence, both UDF anchors and what lies around them, path tables and folders.
                Kill(16, Math.Min(284, _disc.Sectors / 20));
                Kill(_disc.Sectors - 257, 2);
                kind = DamageKind.Bursts;
                break;
            case DamageKind.DeadBoot:
                Kill(0, 16);
                Kill(17, 1);
                kind = DamageKind.Bursts;
                break;
            default:
                break;
        }

        // A wound may hit what is dead already; after so many there is nothing left to hit.
        for (var wounds = 0; _count < wanted && wounds < 40 * _disc.Sectors; wounds++)
            Wound(kind, wanted);
    }

    private void Wound(DamageKind kind, long wanted)
    {
        switch (kind)
        {
            case DamageKind.RandomSectors:
                Kill(_random.NextInt64(_disc.Sectors), 1);
                break;
            case DamageKind.RandomBlocks:
                KillBlocks(_random.NextInt64(_disc.Sectors), 1);
                break;
            case DamageKind.Bursts:
                var longest = Math.Max(2, Math.Min(4096, _disc.Sectors / 128));
                KillBlocks(_random.NextInt64(_disc.Sectors), 1 + _random.NextInt64(Math.Min(longest, Math.Max(1, wanted - _count))));
                break;
            case DamageKind.RadialScratch:
                ScratchRadially(_random.NextDouble() * 2 * Math.PI, 0.05 + _random.NextDouble(), wanted);
                break;
            case DamageKind.ChordScratch:
                ScratchAlongChord(wanted);
                break;
            case DamageKind.Arc:
                ScratchAlongTrack(Math.PI / 8 * (1 + (_random.NextDouble() * 8)), wanted);
                break;
            default:
                ScratchAlongTrack(2 * Math.PI, wanted);
                break;
        }
    }

    /// <summary>A scratch of a width in mm from a random radius outwards or over the whole disc, until enough is gone.</summary>
    private void ScratchRadially(double angle, double width, long wanted)
    {
        var first = _random.Next(2) == 0 ? 0 : _random.Next(_disc.Turns);
        for (var turn = first; turn < _disc.Turns && _count < wanted; turn++)
        {
            var radius = _disc.InnerRadius + (turn * _disc.TrackPitch);
            KillTrack(turn, angle - (width / 2 / radius), angle + (width / 2 / radius));
        }
    }

    /// <summary>The strip between two parallel lines; each turn crosses it twice, or lies in it where it is nearest to the middle.</summary>
    private void ScratchAlongChord(long wanted)
    {
        var width = 0.05 + _random.NextDouble();
        var distance = _random.NextDouble() * (_disc.OuterRadius - width);
        var direction = _random.NextDouble() * 2 * Math.PI;
        for (var turn = 0; turn < _disc.Turns && _count < wanted; turn++)
        {
            var radius = _disc.InnerRadius + ((turn + 0.5) * _disc.TrackPitch);
            if (radius <= distance)
                continue;
            var near = Math.Acos(Math.Min(1, (distance + width) / radius));
            var far = Math.Acos(distance / radius);
            KillTrack(turn, direction + near, direction + far);
            KillTrack(turn, direction - far, direction - near);
        }
    }

    /// <summary>A sector of a ring of up to 2 mm.</summary>
    private void ScratchAlongTrack(double span, long wanted)
    {
        var begin = _random.NextDouble() * 2 * Math.PI;
        var first = _random.Next(_disc.Turns);
        var turns = Math.Max(1, (int)(2 * _random.NextDouble() / _disc.TrackPitch));
        for (var turn = first; turn < Math.Min(_disc.Turns, first + turns) && _count < wanted; turn++)
            KillTrack(turn, begin, begin + span);
    }

    /// <summary>The outermost third of what rots has holes, the rest is gone.</summary>
    private void RotEdge(long wanted)
    {
        var solid = wanted * 2 / 3;
        Kill(_disc.Sectors - solid, solid);
        var front = Math.Max(_disc.BlockSectors, (wanted - solid) * 2);
        for (var tries = 0; _count < wanted && tries < 100 * _disc.Blocks; tries++)
        {
            // Two draws, the nearer to the edge counts.
            var depth = Math.Min(_random.NextInt64(front), _random.NextInt64(front));
            KillBlocks(Math.Max(0, _disc.Sectors - solid - 1 - depth), 1);
        }
    }

    private void KillTrack(int turn, double from, double to)
    {
        var first = (long)Math.Floor(_disc.SectorAt(turn, from));
        var last = (long)Math.Floor(_disc.SectorAt(turn, to));
        if (last >= 0 && first < _disc.Sectors)
            KillBlocks(Math.Max(0, first), Math.Min(last, _disc.Sectors - 1) - Math.Max(0, first) + 1);
    }

    private void KillBlocks(long first, long count)
    {
        var start = first / _disc.BlockSectors * _disc.BlockSectors;
        var end = (first + count + _disc.BlockSectors - 1) / _disc.BlockSectors * _disc.BlockSectors;
        Kill(start, end - start);
    }

    private void Kill(long first, long count)
    {
        for (var sector = Math.Max(0, first); sector < Math.Min(_disc.Sectors, first + count); sector++)
        {
            _count += _dead[sector] ? 0 : 1;
            _dead[sector] = true;
        }
    }
}
