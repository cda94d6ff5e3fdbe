using System.Buffers.Binary;
using Archivist.Images.Mapping;
using Archivist.Images.Model;

namespace Archivist.DiscProbe;

/// <summary>
/// An image and its fields: every number of volume descriptors, path tables, directory records, system use entries, UDF descriptors of every kind, boot
/// catalogs and RS03 headers, found by the marks that their structures bear, and the checksums that have to be made right again after a change.
/// </summary>
internal sealed class Subject
{
    private const int Block = 2048, MaxLength = 48 << 20;

    private readonly List<Field> _fields = [];

    /// <summary>Fields by the kind of their structure, so that a rare kind is hit as often as one that fills the image.</summary>
    private readonly List<List<Field>> _kinds;

    internal Subject(string path)
    {
        Path = path;
        if (new FileInfo(path).Length > MaxLength)
            throw new InvalidDataException($"{path} is too long to be one of many in memory");
        Bytes = File.ReadAllBytes(path);
        for (var at = 0; at + 512 <= Bytes.Length; at += 512)
            FindIn(at);
        _kinds = [.. _fields.GroupBy(field => field.Kind).Select(group => group.ToList())];
        if (_kinds.Count == 0)
            throw new InvalidDataException($"{path} has no structure of a file system");
    }

    internal string Path { get; }

    internal byte[] Bytes { get; }

    /// <summary>Changes one to three fields in place.</summary>
    internal Undo Mutate(byte[] bytes, Random random)
    {
        var undo = new Undo();
        for (var left = 1 + random.Next(3); left > 0; left--)
        {
            var kind = _kinds[random.Next(_kinds.Count)];
            var field = kind[random.Next(kind.Count)];
            undo.Keep(bytes, field.At, field.Length);
            Write(bytes.AsSpan(field.At, field.Length), field, random);
            if (field.Tag is { } tag && random.Next(16) != 0)
                Reseal(bytes, tag, undo);
        }

        return undo;
    }

    private void Write(Span<byte> place, Field field, Random random)
    {
        uint value = random.Next(10) switch
        {
            0 => 0,
            1 => 1,
            2 => uint.MaxValue,
            3 => 0x80000000,
            4 => 0x7FFFFFFF,
            5 => (uint)random.Next(64),
            // A place that is there: another structure, or this one again.
            6 => (uint)(_fields[random.Next(_fields.Count)].At / Block),
            7 => (uint)(field.At / Block),
            8 => Number(place) + (uint)random.Next(-2, 3),
            _ => (uint)random.NextInt64(uint.MaxValue),
        };
        switch (place.Length)
        {
            case 1:
                place[0] = (byte)value;
                break;
            case 2:
                BinaryPrimitives.WriteUInt16LittleEndian(place, (ushort)value);
                break;
            case 8 when field.IsBoth:
                BinaryPrimitives.WriteUInt32LittleEndian(place, value);
                BinaryPrimitives.WriteUInt32BigEndian(place[4..], value);
                break;
            default:
                BinaryPrimitives.WriteUInt32LittleEndian(place, value);
                break;
        }
    }

    private static uint Number(ReadOnlySpan<byte> place) =>
        place.Length >= 4 ? BinaryPrimitives.ReadUInt32LittleEndian(place) : place.Length == 2 ? BinaryPrimitives.ReadUInt16LittleEndian(place) : place[0];

    /// <summary>Makes CRC and sum of the descriptor right again, over as many bytes as it says.</summary>
    private static void Reseal(byte[] bytes, int tag, Undo undo)
    {
        undo.Keep(bytes, tag, UdfTag.Size);
        var descriptor = bytes.AsSpan(tag);
        var length = BinaryPrimitives.ReadUInt16LittleEndian(descriptor[10..]);
        if (length <= descriptor.Length - UdfTag.Size)
            BinaryPrimitives.WriteUInt16LittleEndian(descriptor[8..], Crc.Itu(descriptor.Slice(UdfTag.Size, length)));
        descriptor[4] = 0;
        byte sum = 0;
        foreach (var value in descriptor[..UdfTag.Size])
            sum += value;
        descriptor[4] = sum;
    }

    private void FindIn(int at)
    {
        var sector = Bytes.AsSpan(at, Math.Min(Block, Bytes.Length - at));
        if (sector[1..].StartsWith("CD001"u8))
            AddVolumeDescriptor(at);
        else if (UdfTag.TryRead(sector, BinaryPrimitives.ReadUInt32LittleEndian(sector[12..]), out var tag, out _) && (tag.CrcLength > 0 || tag.Identifier == UdfTag.Terminating))
            AddDescriptor(at, tag);
        else if (sector.Length == Block && at % Block == 0 && sector[0] >= 34 && sector[32] == 1 && sector[33] == 0 && IsBoth(sector[2..]) && IsBoth(sector[10..]))
            AddFolder(at);
        else if (sector[0] == 1 && sector[30] == 0x55 && sector[31] == 0xAA)
            AddNumbers("boot catalog", at, 0, 128);
        else if (sector.StartsWith("*dvdisaster*"u8) || (at > 32768 && sector[..64].IndexOf("RS03"u8) >= 0))
            AddNumbers("rs03", at, 0, 192);
    }

    private static bool IsBoth(ReadOnlySpan<byte> field) =>
        field.Length >= 8 && BinaryPrimitives.ReadUInt32LittleEndian(field) == BinaryPrimitives.ReadUInt32BigEndian(field[4..]);

    private void AddVolumeDescriptor(int at)
    {
        Add("volume descriptor", at, 1);
        Add("volume descriptor", at + 71, 4);
        foreach (var both in (int[])[80, 132, 158, 166])
            Add("volume descriptor", at + both, 8, isBoth: true);
        foreach (var number in (int[])[120, 124, 128, 140, 144, 148, 152])
            Add("volume descriptor", at + number, 4);
        Add("volume descriptor", at + 156, 1);
        Add("volume descriptor", at + 188, 1);
    }

    private void AddDescriptor(int at, UdfTag tag)
    {
        var kind = $"udf {tag.Identifier}";
        var length = Math.Min(UdfTag.Size + tag.CrcLength, Block);
        for (var i = 0; i < UdfTag.Size; i += 2)
            Add(kind, at + i, 2, tag: at);
        // Numbers of four and of two bytes, wherever they begin: the tables of the standard have both.
        for (var i = UdfTag.Size; i + 4 <= length; i += i < 512 ? 2 : 4)
        {
            if (Bytes.AsSpan(at + i, 4).ContainsAnyExcept((byte)0) || i < 64)
                Add(kind, at + i, i % 4 == 0 ? 4 : 2, tag: at);
        }

        if (tag.Identifier is UdfTag.File or UdfTag.ExtendedFile)
            AddIdentifiers(at, length);
        if (tag.Identifier == UdfTag.FileIdentifier)
            AddIdentifiers(at - UdfTag.Size, Block);
    }

    /// <summary>Names of files lie end to end, in their folder's entry or in blocks of their own.</summary>
    private void AddIdentifiers(int at, int length)
    {
        for (var i = UdfTag.Size; i + 40 < length && at + i + 40 < Bytes.Length; i += 4)
        {
            var here = Bytes.AsSpan(at + i);
            if (BinaryPrimitives.ReadUInt16LittleEndian(here) != UdfTag.FileIdentifier
                || !UdfTag.TryRead(here, BinaryPrimitives.ReadUInt32LittleEndian(here[12..]), out _, out _))
            {
                continue;
            }

            foreach (var one in (int[])[18, 19, 38, 39])
                Add("identifier", at + i + one, 1, tag: at + i);
            foreach (var two in (int[])[2, 10, 16, 28, 36])
                Add("identifier", at + i + two, 2, tag: at + i);
            foreach (var four in (int[])[12, 20, 24])
                Add("identifier", at + i + four, 4, tag: at + i);
        }
    }

    private void AddFolder(int at)
    {
        for (var record = at; record + 34 <= at + Block && Bytes[record] >= 34 && record + Bytes[record] <= at + Block; record += Bytes[record])
        {
            foreach (var one in (int[])[0, 1, 18, 25, 26, 27, 32, 33])
                Add("record", record + one, 1);
            Add("record", record + 2, 8, isBoth: true);
            Add("record", record + 10, 8, isBoth: true);
            var use = record + 33 + Bytes[record + 32];
            AddSystemUse(use + (use - record) % 2, record + Bytes[record]);
        }
    }

    private void AddSystemUse(int at, int end)
    {
        while (at + 4 <= end && Bytes[at + 2] >= 4 && at + Bytes[at + 2] <= end)
        {
            var name = Bytes.AsSpan(at, 2);
            var kind = "susp " + (char)name[0] + (char)name[1];
            for (var i = 0; i < Math.Min((int)Bytes[at + 2], 8); i++)
                Add(kind, at + i, 1);
            if (name.SequenceEqual("CE"u8) || name.SequenceEqual("CL"u8) || name.SequenceEqual("PL"u8) || name.SequenceEqual("PX"u8) || name.SequenceEqual("PN"u8))
            {
                for (var i = 4; i + 8 <= Bytes[at + 2]; i += 8)
                    Add(kind, at + i, 8, isBoth: true);
            }

            at += Bytes[at + 2];
        }
    }

    private void AddNumbers(string kind, int at, int from, int to)
    {
        for (var i = from; i + 4 <= to; i += 2)
            Add(kind, at + i, i % 4 == 0 ? 4 : 2);
    }

    private void Add(string kind, int at, int length, bool isBoth = false, int? tag = null)
    {
        if (at + length <= Bytes.Length)
            _fields.Add(new Field(kind, at, length, isBoth, tag));
    }

    /// <param name="Kind">The kind of its structure.</param>
    /// <param name="At">Where it begins.</param>
    /// <param name="Length">Bytes of it.</param>
    /// <param name="IsBoth">A number in both byte orders.</param>
    /// <param name="Tag">The UDF tag whose checksums cover it.</param>
    private readonly record struct Field(string Kind, int At, int Length, bool IsBoth, int? Tag);
}
