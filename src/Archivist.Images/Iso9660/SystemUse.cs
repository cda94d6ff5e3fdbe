using Archivist.Images.Mapping;
using Archivist.Images.Model;

namespace Archivist.Images.Iso9660;

/// <summary>What a directory record stands for.</summary>
internal enum RecordRole
{
    /// <summary>The directory's record of itself.</summary>
    Self,

    /// <summary>Its record of the directory above.</summary>
    Parent,

    /// <summary>A child.</summary>
    Child,

    /// <summary>A child that is kept elsewhere because it lies too deep: its name, and where it is.</summary>
    Placeholder,

    /// <summary>A directory among the relocated ones.</summary>
    Relocated,
}

/// <summary>
/// Composes the system use area of one directory record: SUSP 1.12 (SP, CE, ER) and RRIP 1.12 (PX, PN, TF, NM, SL, CL, PL, RE).
/// What does not fit into the record goes to continuation areas, each of which leads to the next. Made once and used for every
/// record; not thread-safe.
/// </summary>
internal sealed class SystemUse
{
    private const int ContinuationEntry = 28;
    private const int MaxText = 250;

    /// <summary>A name of 255 bytes, and a target of 4095 that is all short names, need less.</summary>
    private readonly byte[] _bytes = new byte[16 << 10];
    private readonly byte[] _text = new byte[8 << 10];
    private readonly List<int> _ends = [];
    private int _length;

    /// <summary>Composes the area; the block numbers in it may be set later, its length never changes.</summary>
    /// <param name="node">What the record describes: for <see cref="RecordRole.Parent"/> the directory that has the record.</param>
    /// <param name="role">Which of the records of a directory it is.</param>
    internal void Compose(TreeNode node, RecordRole role)
    {
        _length = 0;
        _ends.Clear();
        switch (role)
        {
            case RecordRole.Self:
                if (node.Parent is null)
                    Take([(byte)'S', (byte)'P', 7, 1, 0xBE, 0xEF, 0]);
                AddAttributes(node);
                if (node.Parent is null)
                    AddExtensionReference();
                break;
            case RecordRole.Parent:
                var above = node.Parent ?? node;
                AddAttributes(above);
                if (node.Folder!.MovedName is not null)
                    AddPlace("PL"u8, above.Folder!.Iso.Block);
                break;
            default:
                AddChild(node, role);
                break;
        }
    }

    /// <summary>Bytes of the area that go into a record with <paramref name="room"/> bytes left.</summary>
    internal int InRecord(int room) => _length <= room ? _length : End(Fitting(0, room - ContinuationEntry)) + ContinuationEntry;

    /// <summary>Finds places for the continuation areas behind <paramref name="end"/>, and moves that; none when all fits.</summary>
    internal Continuation Place(int room, ref long end)
    {
        if (_length <= room)
            return default;
        Continuation first = default;
        for (var entry = Fitting(0, room - ContinuationEntry); entry < _ends.Count;)
        {
            var (next, length) = Area(entry);
            var position = Continuation.Place(end, length);
            if (!first.Exists)
                first = new Continuation(position);
            end = position + length;
            entry = next;
        }

        return first;
    }

    /// <summary>Writes the part that stays in the record, with CE (SUSP 5.1) if there is another.</summary>
    internal void WriteRecordPart(Span<byte> destination, int room, Continuation continuation, uint firstBlock)
    {
        if (!continuation.Exists)
        {
            _bytes.AsSpan(0, _length).CopyTo(destination);
            return;
        }

        var count = Fitting(0, room - ContinuationEntry);
        _bytes.AsSpan(0, End(count)).CopyTo(destination);
        WriteReference(destination[End(count)..], firstBlock, continuation.Position, Area(count).Length);
    }

    /// <summary>The continuation areas: where each begins, and its bytes, which are valid until the next.</summary>
    internal IEnumerable<(long Position, ReadOnlyMemory<byte> Bytes)> Areas(int room, Continuation continuation, uint firstBlock)
    {
        var position = continuation.Position;
        for (var entry = Fitting(0, room - ContinuationEntry); entry < _ends.Count;)
        {
            var (next, length) = Area(entry);
            position = Continuation.Place(position, length);
            var bytes = _text.AsMemory(0, length);
            _bytes.AsSpan(End(entry), End(next) - End(entry)).CopyTo(bytes.Span);
            if (next < _ends.Count)
            {
                var following = Area(next).Length;
                WriteReference(
                    bytes.Span[^ContinuationEntry..], firstBlock, Continuation.Place(position + length, following), following);
            }

            yield return (position, bytes);
            position += length;
            entry = next;
        }
    }

    private static void WriteReference(Span<byte> entry, uint firstBlock, long position, int length)
    {
        "CE"u8.CopyTo(entry);
        entry[2] = ContinuationEntry;
        entry[3] = 1;
        IsoField.Both32(entry[4..], firstBlock + (uint)(position / Sector.Size));
        IsoField.Both32(entry[12..], (uint)(position % Sector.Size));
        IsoField.Both32(entry[20..], (uint)length);
    }

    /// <summary>The area that begins with an entry: which entry is the first behind it, and its bytes with the reference to the next.</summary>
    private (int Next, int Length) Area(int entry)
    {
        if (_length - End(entry) <= Sector.Size)
            return (_ends.Count, _length - End(entry));
        var next = Fitting(entry, Sector.Size - ContinuationEntry);
        return (next, End(next) - End(entry) + ContinuationEntry);
    }

    /// <summary>The first entry that no longer fits into the room when <paramref name="first"/> is the first.</summary>
    private int Fitting(int first, int room)
    {
        var next = first;
        while (next < _ends.Count && _ends[next] - End(first) <= room)
            next++;
        return next;
    }

    private int End(int entries) => entries == 0 ? 0 : _ends[entries - 1];

    private void AddChild(TreeNode node, RecordRole role)
    {
        if (role is RecordRole.Relocated || node.Folder is { HoldsRelocated: true })
            NewEntry("RE"u8, 4);
        AddAttributes(node);
        AddName(node.Name);
        if (role is RecordRole.Placeholder)
            AddPlace("CL"u8, node.Folder!.Iso.Block);
        else if (node.Item is DiscLink link)
            AddLink(link.Target);
        else if (node.Item is DiscSpecial { Kind: DiscEntryKind.BlockDevice or DiscEntryKind.CharacterDevice } device)
            AddDevice(device);
    }

    private void AddAttributes(TreeNode node)
    {
        var px = NewEntry("PX"u8, 44);
        IsoField.Both32(px[4..], node.StatMode);
        IsoField.Both32(px[12..], (uint)node.Links);
        IsoField.Both32(px[20..], node.Item.UserId);
        IsoField.Both32(px[28..], node.Item.GroupId);
        IsoField.Both32(px[36..], node.Owner.Serial);

        // The form of 7 bytes ends in 2155 and begins in 1900; only what it cannot say takes the form of 17 digits, which fewer read.
        const byte modified = 0x02, longForm = 0x80;
        var isLong = !IsoField.FitsShortTime(node.Item.ModifiedAt);
        var tf = NewEntry("TF"u8, isLong ? 22 : 12);
        tf[4] = isLong ? (byte)(modified | longForm) : modified;
        if (isLong)
            IsoField.LongTime(tf[5..], node.Item.ModifiedAt);
        else
            IsoField.ShortTime(tf[5..], node.Item.ModifiedAt);
    }

    /// <summary>RRIP 4.1.2: glibc's major and minor number go to the high and the low word.</summary>
    private void AddDevice(DiscSpecial device)
    {
        var pn = NewEntry("PN"u8, 20);
        IsoField.Both32(pn[4..], device.Major);
        IsoField.Both32(pn[12..], device.Minor);
    }

    private void AddPlace(ReadOnlySpan<byte> signature, uint block) => IsoField.Both32(NewEntry(signature, 12)[4..], block);

    private void AddName(string name)
    {
        var bytes = _text.AsSpan(0, DiscName.Encode(name, _text));
        for (var offset = 0; offset < bytes.Length; offset += MaxText)
        {
            var part = bytes[offset..Math.Min(bytes.Length, offset + MaxText)];
            var nm = NewEntry("NM"u8, 5 + part.Length);
            nm[4] = (byte)(offset + part.Length < bytes.Length ? 1 : 0);
            part.CopyTo(nm[5..]);
        }
    }

    /// <summary>RRIP 4.1.3: the target as component records, as many in each entry as fit.</summary>
    private void AddLink(string target)
    {
        const byte continues = 1, current = 2, parent = 4, root = 8;
        Span<byte> pending = stackalloc byte[MaxText];
        var used = 0;
        var text = _text.AsSpan(0, DiscName.Encode(target, _text));
        if (text[0] == '/')
            Component(root, [], pending, ref used);
        while (!text.IsEmpty)
        {
            var end = text.IndexOf((byte)'/');
            var name = end < 0 ? text : text[..end];
            text = end < 0 ? [] : text[(end + 1)..];
            if (name.IsEmpty)
                continue;
            if (name.SequenceEqual("."u8))
                Component(current, [], pending, ref used);
            else if (name.SequenceEqual(".."u8))
                Component(parent, [], pending, ref used);
            else
            {
                while (used + 2 + name.Length > MaxText)
                {
                    var part = Math.Min(name.Length, MaxText - used - 2);
                    if (part > 0)
                    {
                        Component(continues, name[..part], pending, ref used);
                        name = name[part..];
                    }

                    Flush(pending[..used], more: true);
                    used = 0;
                }

                Component(0, name, pending, ref used);
            }
        }

        Flush(pending[..used], more: false);
    }

    private void Component(byte flags, ReadOnlySpan<byte> text, Span<byte> pending, ref int used)
    {
        if (used + 2 + text.Length > MaxText)
        {
            Flush(pending[..used], more: true);
            used = 0;
        }

        pending[used] = flags;
        pending[used + 1] = (byte)text.Length;
        text.CopyTo(pending[(used + 2)..]);
        used += 2 + text.Length;
    }

    private void Flush(ReadOnlySpan<byte> components, bool more)
    {
        var sl = NewEntry("SL"u8, 5 + components.Length);
        sl[4] = (byte)(more ? 1 : 0);
        components.CopyTo(sl[5..]);
    }

    /// <summary>SUSP 5.5 with the identifying strings that RRIP 1.12 clause 4.3 prescribes.</summary>
    private void AddExtensionReference()
    {
        ReadOnlySpan<byte> identifier = "IEEE_P1282"u8;
        ReadOnlySpan<byte> descriptor = "THE IEEE P1282 PROTOCOL PROVIDES SUPPORT FOR POSIX FILE SYSTEM SEMANTICS"u8;
        ReadOnlySpan<byte> source =
            "PLEASE CONTACT THE IEEE STANDARDS DEPARTMENT, PISCATAWAY, NJ, USA FOR THE P1282 SPECIFICATION."u8;
        var er = NewEntry("ER"u8, 8 + identifier.Length + descriptor.Length + source.Length);
        er[4] = (byte)identifier.Length;
        er[5] = (byte)descriptor.Length;
        er[6] = (byte)source.Length;
        er[7] = 1;
        identifier.CopyTo(er[8..]);
        descriptor.CopyTo(er[(8 + identifier.Length)..]);
        source.CopyTo(er[(8 + identifier.Length + descriptor.Length)..]);
    }

    private void Take(ReadOnlySpan<byte> entry) => entry.CopyTo(NewEntry(entry[..2], entry.Length));

    private Span<byte> NewEntry(ReadOnlySpan<byte> signature, int length)
    {
        var entry = _bytes.AsSpan(_length, length);
        entry.Clear();
        signature.CopyTo(entry);
        entry[2] = (byte)length;
        entry[3] = 1;
        _length += length;
        _ends.Add(_length);
        return entry;
    }
}
