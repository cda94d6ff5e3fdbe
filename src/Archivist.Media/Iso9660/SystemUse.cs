using System.Text;
using Archivist.Media.Mastering;

namespace Archivist.Media.Iso9660;

/// <summary>
/// Writes the system use area of a directory record: SUSP 1.12 (SP, CE, ER) and RRIP 1.12 (PX, TF, NM, SL).
/// What does not fit into the record goes to one continuation area.
/// </summary>
internal sealed class SystemUse
{
    private const int ContinuationEntry = 28;
    private const int MaxText = 250;

    private const int FolderType = 0x4000, FileType = 0x8000, LinkType = 0xA000;

    private readonly List<byte[]> _entries = [];

    /// <summary>For the record of a child in its folder.</summary>
    internal static SystemUse ForChild(TreeNode node)
    {
        var area = new SystemUse();
        area.AddAttributes(node);
        area.AddName(node.Name);
        if (node.LinkTarget is not null)
            area.AddLink(node.LinkTarget);
        return area;
    }

    /// <summary>For the record by which a folder describes itself; the root's also says that the protocol is used.</summary>
    internal static SystemUse ForSelf(TreeNode folder)
    {
        var area = new SystemUse();
        if (folder.Parent is null)
            area._entries.Add([.. "SP"u8, 7, 1, 0xBE, 0xEF, 0]);
        area.AddAttributes(folder);
        if (folder.Parent is null)
            area.AddExtensionReference();
        return area;
    }

    /// <summary>For the record by which a folder describes its parent.</summary>
    internal static SystemUse ForParent(TreeNode folder)
    {
        var area = new SystemUse();
        area.AddAttributes(folder.Parent ?? folder);
        return area;
    }

    /// <summary>How many bytes go into a record with <paramref name="room"/> bytes left, and how many into the continuation.</summary>
    internal (int InRecord, int Continued) Measure(int room)
    {
        var total = _entries.Sum(entry => entry.Length);
        if (total <= room)
            return (total, 0);
        var first = _entries.Take(FirstPart(room)).Sum(entry => entry.Length);
        return (first + ContinuationEntry, total - first);
    }

    /// <summary>Writes the part that stays in the record, with CE (SUSP 5.1) if there is another.</summary>
    internal void WriteRecordPart(Span<byte> destination, int room, ContinuationPlace? place, uint firstContinuationBlock)
    {
        var count = place is null ? _entries.Count : FirstPart(room);
        destination = Copy(destination, 0, count);
        if (place is null)
            return;
        "CE"u8.CopyTo(destination);
        destination[2] = ContinuationEntry;
        destination[3] = 1;
        IsoField.Both32(destination[4..], firstContinuationBlock + (uint)place.BlockIndex);
        IsoField.Both32(destination[12..], (uint)place.Offset);
        IsoField.Both32(destination[20..], (uint)place.Length);
    }

    /// <summary>Writes the part that goes to the continuation area.</summary>
    internal void WriteContinuation(Span<byte> destination, int room) => Copy(destination, FirstPart(room), _entries.Count);

    private Span<byte> Copy(Span<byte> destination, int from, int to)
    {
        for (var i = from; i < to; i++)
        {
            _entries[i].CopyTo(destination);
            destination = destination[_entries[i].Length..];
        }

        return destination;
    }

    private int FirstPart(int room)
    {
        var left = room - ContinuationEntry;
        var count = 0;
        while (count < _entries.Count && _entries[count].Length <= left)
            left -= _entries[count++].Length;
        return count;
    }

    private void AddAttributes(TreeNode node)
    {
        var links = node.IsFolder ? 2 + node.Folders.Count() : 1;
        var type = node.IsFolder ? FolderType : node.LinkTarget is null ? FileType : LinkType;
        var px = NewEntry("PX"u8, 44);
        IsoField.Both32(px.AsSpan(4), (uint)(type | node.Permissions));
        IsoField.Both32(px.AsSpan(12), (uint)links);
        IsoField.Both32(px.AsSpan(36), node.Serial);

        const byte modified = 0x02;
        var tf = NewEntry("TF"u8, 12);
        tf[4] = modified;
        IsoField.ShortTime(tf.AsSpan(5), node.ModifiedAt);
    }

    private void AddName(string name)
    {
        var bytes = Encoding.UTF8.GetBytes(name);
        for (var offset = 0; offset < bytes.Length; offset += MaxText)
        {
            var part = bytes.AsSpan(offset, Math.Min(MaxText, bytes.Length - offset));
            var nm = NewEntry("NM"u8, 5 + part.Length);
            nm[4] = (byte)(offset + part.Length < bytes.Length ? 1 : 0);
            part.CopyTo(nm.AsSpan(5));
        }
    }

    /// <summary>RRIP 4.1.3: the target as component records, as many in each entry as fit.</summary>
    private void AddLink(string target)
    {
        var pending = new List<byte>();
        void Flush(bool more)
        {
            var sl = NewEntry("SL"u8, 5 + pending.Count);
            sl[4] = (byte)(more ? 1 : 0);
            pending.CopyTo(sl, 5);
            pending.Clear();
        }

        foreach (var component in Components(target))
        {
            for (var offset = 0; offset == 0 || offset < component.Text.Length;)
            {
                if (pending.Count + 2 + Math.Min(component.Text.Length - offset, 1) > MaxText)
                    Flush(more: true);
                var length = Math.Min(component.Text.Length - offset, MaxText - pending.Count - 2);
                var continues = offset + length < component.Text.Length;
                pending.Add((byte)(component.Flags | (continues ? 1 : 0)));
                pending.Add((byte)length);
                pending.AddRange(component.Text.AsSpan(offset, length));
                offset += length;
                if (component.Text.Length == 0)
                    break;
            }
        }

        Flush(more: false);
    }

    private static IEnumerable<(byte Flags, byte[] Text)> Components(string target)
    {
        const byte current = 0x02, parent = 0x04, root = 0x08;
        if (target[0] == '/')
            yield return (root, []);
        foreach (var name in target.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            yield return name switch
            {
                "." => (current, []),
                ".." => (parent, []),
                _ => (0, Encoding.UTF8.GetBytes(name)),
            };
        }
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
        identifier.CopyTo(er.AsSpan(8));
        descriptor.CopyTo(er.AsSpan(8 + identifier.Length));
        source.CopyTo(er.AsSpan(8 + identifier.Length + descriptor.Length));
    }

    private byte[] NewEntry(ReadOnlySpan<byte> signature, int length)
    {
        var entry = new byte[length];
        signature.CopyTo(entry);
        entry[2] = (byte)length;
        entry[3] = 1;
        _entries.Add(entry);
        return entry;
    }
}
