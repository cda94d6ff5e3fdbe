using System.Text;
using Archivist.Images.Model;

namespace Archivist.Images.Reading;

/// <summary>The content of one directory record's system use entries (SUSP 1.12, RRIP 1.12).</summary>
internal sealed class RockRidge
{
    private const int MaxContinuations = 32;
    private const int MaxName = 255;
    private const int MaxTarget = 4096;

    private readonly List<byte> _name = [];
    private readonly List<byte> _target = [];
    private bool _targetBegun, _componentOpen;

    internal bool HasName { get; private set; }

    internal string Name => Text(_name);

    internal uint? Mode { get; private set; }

    internal uint Links { get; private set; } = 1;

    internal uint UserId { get; private set; }

    internal uint GroupId { get; private set; }

    /// <summary>PN: major and minor number of a device.</summary>
    internal (uint Major, uint Minor) Device { get; private set; }

    internal DateTimeOffset? ModifiedAt { get; private set; }

    internal string? LinkTarget => _targetBegun ? Text(_target) : null;

    /// <summary>CL: the block of the directory that was moved elsewhere because it lay too deep.</summary>
    internal uint? ChildBlock { get; private set; }

    /// <summary>RE: this record only keeps the moved directory; it is named where it belongs.</summary>
    internal bool IsRelocated { get; private set; }

    /// <summary>Bytes to skip in every system use area, when the root says that the protocol is used.</summary>
    internal static int? FindSkip(ReadOnlySpan<byte> rootSystemUse) =>
        rootSystemUse.Length >= 7 && rootSystemUse[..2].SequenceEqual("SP"u8) && rootSystemUse[4] == 0xBE && rootSystemUse[5] == 0xEF
            ? rootSystemUse[6]
            : null;

    /// <summary>ZF: the bytes on the disc are not those of the file (zisofs).</summary>
    internal bool IsCompressed { get; private set; }

    internal static async ValueTask<RockRidge> ReadAsync(
        BlockReader reader, ReadOnlyMemory<byte> area, long offset, CancellationToken cancellationToken)
    {
        var result = new RockRidge();
        for (var count = 0; ; count++)
        {
            var next = result.Parse(area.Span, offset);
            if (next is not { } continuation)
                return result;
            if (count == MaxContinuations)
                throw Damaged(offset, "has too many continuations");
            area = await reader.ReadRangeAsync(continuation.Offset, (int)continuation.Length, "continuation area", cancellationToken);
            offset = continuation.Offset;
        }
    }

    private DiscExtent? Parse(ReadOnlySpan<byte> area, long offset)
    {
        DiscExtent? continuation = null;
        while (area.Length >= 4)
        {
            int length = area[2];
            if (length == 0 && area[0] == 0)
                break;
            if (length < 4 || length > area.Length)
                throw Damaged(offset, "has an entry that does not fit");
            var entry = area[..length];
            if (entry[..2].SequenceEqual("ST"u8))
                break;
            if (entry[..2].SequenceEqual("CE"u8))
                continuation = Continuation(entry, offset);
            else
                Take(entry, offset);
            area = area[length..];
            offset += length;
        }

        return continuation;
    }

    private static DiscExtent Continuation(ReadOnlySpan<byte> entry, long offset)
    {
        if (entry.Length < 28)
            throw Damaged(offset, "has a continuation that is cut short");
        var start = IsoNumber.Both32(entry[12..], "system use entry", offset);
        var length = IsoNumber.Both32(entry[20..], "system use entry", offset);
        if (start >= Sector.Size || start + (long)length > Sector.Size)
            throw Damaged(offset, "has a continuation that crosses a block");
        return new DiscExtent(IsoNumber.Both32(entry[4..], "system use entry", offset) * (long)Sector.Size + start, length);
    }

    private void Take(ReadOnlySpan<byte> entry, long offset)
    {
        if (entry[..2].SequenceEqual("NM"u8))
            TakeName(entry, offset);
        else if (entry[..2].SequenceEqual("SL"u8))
            TakeTarget(entry, offset);
        else if (entry[..2].SequenceEqual("PX"u8) && entry.Length >= 12)
            TakeAttributes(entry, offset);
        else if (entry[..2].SequenceEqual("PN"u8) && entry.Length >= 20)
            TakeDevice(entry, offset);
        else if (entry[..2].SequenceEqual("TF"u8))
            TakeTimes(entry);
        else if (entry[..2].SequenceEqual("CL"u8) && entry.Length >= 12)
            ChildBlock = IsoNumber.Both32(entry[4..], "system use entry CL", offset);
        else if (entry[..2].SequenceEqual("RE"u8))
            IsRelocated = true;
        else if (entry[..2].SequenceEqual("ZF"u8))
            IsCompressed = true;
    }

    /// <summary>RRIP 4.1.2: major and minor number, or, as libisofs writes it, both in the lower half as Linux packs them.</summary>
    private void TakeDevice(ReadOnlySpan<byte> entry, long offset)
    {
        const string thing = "system use entry PN";
        var (high, low) = (IsoNumber.Both32(entry[4..], thing, offset), IsoNumber.Both32(entry[12..], thing, offset));
        Device = high == 0 && low > byte.MaxValue ? (low >> 8 & 0xFFF, low & 0xFF | low >> 12 & 0xFFF00) : (high, low);
    }

    /// <summary>RRIP 4.1.1.</summary>
    private void TakeAttributes(ReadOnlySpan<byte> entry, long offset)
    {
        const string thing = "system use entry PX";
        Mode = IsoNumber.Both32(entry[4..], thing, offset);
        if (entry.Length < 36)
            return;
        Links = IsoNumber.Both32(entry[12..], thing, offset);
        UserId = IsoNumber.Both32(entry[20..], thing, offset);
        GroupId = IsoNumber.Both32(entry[28..], thing, offset);
    }

    /// <summary>RRIP 4.1.4.</summary>
    private void TakeName(ReadOnlySpan<byte> entry, long offset)
    {
        const byte current = 2, parent = 4;
        if (entry.Length < 5 || (entry[4] & (current | parent)) != 0)
            return;
        HasName = true;
        _name.AddRange(entry[5..]);
        if (_name.Count > MaxName)
            throw Damaged(offset, $"has a name longer than {MaxName} bytes");
    }

    /// <summary>RRIP 4.1.3: component records, each a part of a name, a name, or one of the special ones.</summary>
    private void TakeTarget(ReadOnlySpan<byte> entry, long offset)
    {
        const byte continues = 1, current = 2, parent = 4, root = 8;
        if (entry.Length < 5)
            throw Damaged(offset, "has a link that is cut short");
        for (var rest = entry[5..]; rest.Length >= 2;)
        {
            var flags = rest[0];
            int length = rest[1];
            if (length > rest.Length - 2)
                throw Damaged(offset, "has a link that does not fit");
            if (_targetBegun && !_componentOpen && !(_target is [(byte)'/']))
                _target.Add((byte)'/');
            if ((flags & root) != 0)
                _target.Add((byte)'/');
            else if ((flags & current) != 0)
                _target.Add((byte)'.');
            else if ((flags & parent) != 0)
                _target.AddRange(".."u8);
            else
                _target.AddRange(rest.Slice(2, length));
            _targetBegun = true;
            _componentOpen = (flags & continues) != 0;
            rest = rest[(2 + length)..];
            if (_target.Count > MaxTarget)
                throw Damaged(offset, $"has a link longer than {MaxTarget} bytes");
        }
    }

    /// <summary>RRIP 4.1.6: as many times as flags, of which modification is the second.</summary>
    private void TakeTimes(ReadOnlySpan<byte> entry)
    {
        const byte created = 1, modified = 2, longForm = 0x80;
        if (entry.Length < 5 || (entry[4] & modified) == 0)
            return;
        var size = (entry[4] & longForm) != 0 ? 17 : 7;
        var at = (entry[4] & created) != 0 ? 5 + size : 5;
        if (entry.Length >= at + size)
            ModifiedAt = size == 7 ? ShortTime(entry.Slice(at, 7)) : IsoVolume.Time(entry.Slice(at, 17)) ?? DateTimeOffset.UnixEpoch;
    }

    /// <summary>ECMA-119 9.1.5; the epoch for anything that is no time.</summary>
    internal static DateTimeOffset ShortTime(ReadOnlySpan<byte> field)
    {
        if (field[1] is < 1 or > 12 || field[2] < 1 || field[2] > DateTime.DaysInMonth(1900 + field[0], field[1])
            || field[3] > 23 || field[4] > 59 || field[5] > 59)
        {
            return DateTimeOffset.UnixEpoch;
        }

        var time = new DateTimeOffset(1900 + field[0], field[1], field[2], field[3], field[4], field[5], TimeSpan.Zero);
        return time.AddMinutes(-15 * (sbyte)field[6]);
    }

    /// <summary>UTF-8 as nearly all writers use; older images hold one byte for each character.</summary>
    private static string Text(List<byte> bytes)
    {
        var array = bytes.ToArray();
        try
        {
            return new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(array);
        }
        catch (DecoderFallbackException)
        {
            return Encoding.Latin1.GetString(array);
        }
    }

    private static DamagedImageException Damaged(long offset, string cause) => new("system use area", offset, cause);
}
