using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Archivist.Platform.Problems;

namespace Archivist.Correction.Par2;

/// <summary>
/// The content of PAR2 files: a set and the available recovery slices. Packets are found anywhere; one whose MD5 is wrong is skipped. Foreign content
/// is not trusted: a stated length never allocates more than a few MiB, and too much damage ends the search. Immutable.
/// </summary>
public sealed class Par2Archive
{
    private const int ReadLength = 1 << 20;

    /// <summary>The longest packet that is kept: checksums of all slices there can be.</summary>
    private const int LargestCritical = Par2Packet.HeaderLength + Par2Packet.MainStart + Par2Packet.IdLength + (Par2Packet.ChecksumLength * Par2Set.MostSlices);

    /// <summary>All descriptions and checksums of the largest set that we read.</summary>
    private const long LargestDescription = 64L << 20;

    /// <summary>A file of packets that each claim the rest of it would be hashed again and again.</summary>
    private const int MostHashing = 8;

    private Par2Archive(Par2Set set, IReadOnlyList<Par2RecoverySlice> slices) => (Set, Slices) = (set, slices);

    /// <summary>The files that the set covers.</summary>
    public Par2Set Set { get; }

    /// <summary>The number of distinct recovery slices.</summary>
    public int RecoverySlices => Slices.Count;

    /// <summary>The recovery slices by their exponents.</summary>
    internal IReadOnlyList<Par2RecoverySlice> Slices { get; }

    /// <summary>
    /// Reads PAR2 files of one set whole. Files of several sets, and files that do not describe all of theirs, are <see cref="Failure.Tampering"/>.
    /// </summary>
    /// <param name="files">In any order; at least one.</param>
    /// <param name="cancellationToken">Stops.</param>
    public static Task<Par2Archive> ReadAsync(IReadOnlyList<Par2Input> files, CancellationToken cancellationToken) => Task.Run(() => Read(files, cancellationToken), cancellationToken);

    /// <summary>One set with the recovery slices of several archives, such as one from each recovery disc. Of different sets they are <see cref="Failure.Tampering"/>.</summary>
    /// <param name="archives">At least one.</param>
    public static Par2Archive Combine(IReadOnlyList<Par2Archive> archives)
    {
        if (archives.Any(archive => archive.Set.Id != archives[0].Set.Id))
            throw Par2Set.Refuse("recovery files of two sets do not go together");
        return new Par2Archive(archives[0].Set, [.. archives.SelectMany(archive => archive.Slices).DistinctBy(slice => slice.Exponent).OrderBy(slice => slice.Exponent)]);
    }

    private static Par2Archive Read(IReadOnlyList<Par2Input> files, CancellationToken cancellationToken)
    {
        var found = new Found();
        foreach (var file in files)
            Scan(file, found, cancellationToken);
        if (found.Main is not { } main)
            throw Par2Set.Refuse($"{string.Join(", ", files.Select(file => file.Name))}: no file has a whole main packet");
        var sliceSize = BinaryPrimitives.ReadInt64LittleEndian(main);
        var count = BinaryPrimitives.ReadUInt32LittleEndian(main.AsSpan(8));
        if (count > (main.Length - Par2Packet.MainStart) / Par2Packet.IdLength || count > Par2Set.MostSlices)
            throw Par2Set.Refuse($"the main packet counts {count} files and names fewer, or more than {Par2Set.MostSlices}");
        var described = new List<Par2File>();
        for (var i = 0; i < count; i++)
        {
            var id = Par2Packet.Md5(main.AsSpan(Par2Packet.MainStart + (Par2Packet.IdLength * i)));
            if (!found.Descriptions.TryGetValue(id, out var description))
                throw Par2Set.Refuse($"file {i + 1} of {count} is not described");
            described.Add(Describe(id, description, found.Checksums.GetValueOrDefault(id)));
        }

        if (Par2Packet.Md5(MD5.HashData(main)) != found.Set)
            throw Par2Set.Refuse("the main packet is not that of its set");
        var set = new Par2Set(sliceSize, described, found.Set);
        return new Par2Archive(set, [.. found.Slices.Values.Where(slice => slice.Length == set.SliceSize).Select(slice => slice.Slice)]);
    }

    private static void Scan(Par2Input file, Found found, CancellationToken cancellationToken)
    {
        using var stream = file.Content.OpenFromStart();
        var length = file.Content.Length;
        var budget = (MostHashing * length) + LargestCritical;
        var buffer = new byte[ReadLength];
        Span<byte> header = stackalloc byte[Par2Packet.HeaderLength];
        for (long at = 0; at + Par2Packet.HeaderLength <= length;)
        {
            cancellationToken.ThrowIfCancellationRequested();
            SliceReader.ReadAt(stream, at, header);
            if (!header.StartsWith(Par2Packet.Magic))
            {
                at = FindMagic(stream, at + 1, length, buffer);
                continue;
            }

            var packet = BinaryPrimitives.ReadInt64LittleEndian(header[8..]);
            if (packet < Par2Packet.HeaderLength || packet % 4 != 0 || packet > length - at)
            {
                at++;
                continue;
            }

            if ((budget -= packet) < 0)
                throw Par2Set.Refuse($"{file.Name}: it has too many packets that are damaged");
            if (!TryTake(file, stream, at, packet, header, buffer, found))
                at++;
            else
                at += packet;
        }
    }

    /// <summary>Accepts a packet if it is intact.</summary>
    private static bool TryTake(Par2Input file, Stream stream, long at, long length, ReadOnlySpan<byte> header, byte[] buffer, Found found)
    {
        var type = header[48..];
        var isRecovery = type.SequenceEqual(Par2Packet.RecoveryType);
        var isKnown = type.SequenceEqual(Par2Packet.MainType) || type.SequenceEqual(Par2Packet.DescriptionType) || type.SequenceEqual(Par2Packet.ChecksumsType);
        if ((isKnown && length > LargestCritical) || (isRecovery && length < Par2Packet.RecoveryHeaderLength))
            return false;
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.MD5);
        var body = isKnown ? new byte[length - Par2Packet.HeaderLength] : null;
        var exponent = 0;
        hash.AppendData(header[Par2Packet.HashedFrom..]);
        for (long done = Par2Packet.HeaderLength; done < length;)
        {
            var part = buffer.AsSpan(0, (int)Math.Min(buffer.Length, length - done));
            SliceReader.ReadAt(stream, at + done, part);
            hash.AppendData(part);
            if (body is not null)
                part.CopyTo(body.AsSpan((int)done - Par2Packet.HeaderLength));
            if (isRecovery && done == Par2Packet.HeaderLength)
                exponent = BinaryPrimitives.ReadInt32LittleEndian(part);
            done += part.Length;
        }

        Span<byte> md5 = stackalloc byte[16];
        hash.GetHashAndReset(md5);
        if (!md5.SequenceEqual(header.Slice(16, 16)))
            return false;
        var set = Par2Packet.Md5(header[Par2Packet.HashedFrom..]);
        if ((found.Set ??= set) != set)
            throw Par2Set.Refuse($"{file.Name}: it belongs to another set than the rest");
        if (isRecovery && exponent is >= 0 and < Fields.WordField.Order)
            found.Slices.TryAdd(exponent, (new Par2RecoverySlice(exponent, file.Content, at + Par2Packet.RecoveryHeaderLength), length - Par2Packet.RecoveryHeaderLength));
        else if (body is not null)
            found.Keep(type, body);
        return true;
    }

    private static long FindMagic(Stream stream, long from, long length, byte[] buffer)
    {
        while (from + Par2Packet.HeaderLength <= length)
        {
            var part = buffer.AsSpan(0, (int)Math.Min(buffer.Length, length - from));
            SliceReader.ReadAt(stream, from, part);
            var place = part.IndexOf(Par2Packet.Magic);
            if (place >= 0)
                return from + place;
            from += part.Length - Par2Packet.Magic.Length + 1;
        }

        return length;
    }

    private static Par2File Describe(UInt128 id, byte[] description, byte[]? checksums)
    {
        if (description.Length <= Par2Packet.DescriptionStart)
            throw Par2Set.Refuse("a file has no name");
        var slices = new Par2Checksum[checksums is null ? 0 : (checksums.Length - Par2Packet.IdLength) / Par2Packet.ChecksumLength];
        for (var i = 0; i < slices.Length; i++)
        {
            var place = checksums.AsSpan(Par2Packet.IdLength + (Par2Packet.ChecksumLength * i));
            slices[i] = new Par2Checksum(Par2Packet.Md5(place), BinaryPrimitives.ReadUInt32LittleEndian(place[16..]));
        }

        var file = Par2File.Of(
            Encoding.Latin1.GetString(description.AsSpan(Par2Packet.DescriptionStart).TrimEnd((byte)0)), BinaryPrimitives.ReadInt64LittleEndian(description.AsSpan(48)),
            Par2Packet.Md5(description.AsSpan(16)), Par2Packet.Md5(description.AsSpan(32)), slices);
        return file.Id == id ? file : throw Par2Set.Refuse($"{file.Name}: its id is not that of its description");
    }

    /// <summary>The packets that were taken so far.</summary>
    private sealed class Found
    {
        private long _kept;

        internal UInt128? Set { get; set; }

        internal byte[]? Main { get; private set; }

        internal Dictionary<UInt128, byte[]> Descriptions { get; } = [];

        internal Dictionary<UInt128, byte[]> Checksums { get; } = [];

        internal SortedDictionary<int, (Par2RecoverySlice Slice, long Length)> Slices { get; } = [];

        internal void Keep(ReadOnlySpan<byte> type, byte[] body)
        {
            if (type.SequenceEqual(Par2Packet.MainType) ? Main is not null || body.Length < Par2Packet.MainStart : body.Length < Par2Packet.IdLength)
                return;
            if (type.SequenceEqual(Par2Packet.MainType))
                Main = body;
            else if (!(type.SequenceEqual(Par2Packet.DescriptionType) ? Descriptions : Checksums).TryAdd(Par2Packet.Md5(body), body))
                return;
            _kept += body.Length;
            if (_kept > LargestDescription)
                throw Par2Set.Refuse("its descriptions are longer than those of any set that can be");
        }
    }
}
