using System.Buffers.Binary;
using System.Security.Cryptography;
using Archivist.Correction.Fields;
using Archivist.Correction.Par2.Kernels;
using Microsoft.Win32.SafeHandles;

namespace Archivist.Correction.Par2;

/// <summary>
/// Writes PAR2 files ("Parity Volume Set Specification 2.0"): those of the same files are the same bytes. Memory stays bounded whatever is covered; what
/// is recovered from many slices is read once for each band of them.
/// </summary>
public static class Par2Creator
{
    private const int ReadLength = 1 << 20;

    /// <summary>Reads all files once and describes them.</summary>
    /// <param name="sliceSize">Bytes of a slice, a multiple of 4.</param>
    /// <param name="inputs">The files, in any order.</param>
    /// <param name="progress">Receives the number of bytes read.</param>
    /// <param name="cancellationToken">Stops.</param>
    public static async Task<Par2Set> DescribeAsync(int sliceSize, IReadOnlyList<Par2Input> inputs, IProgress<long>? progress, CancellationToken cancellationToken)
    {
        var files = new Par2File[inputs.Count];
        long done = 0;
        await Parallel.ForEachAsync(Enumerable.Range(0, inputs.Count), new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount, CancellationToken = cancellationToken }, (index, token) =>
        {
            files[index] = Describe(sliceSize, inputs[index], token);
            progress?.Report(Interlocked.Add(ref done, files[index].Length));
            return ValueTask.CompletedTask;
        });
        return new Par2Set(sliceSize, files);
    }

    /// <summary>The length of a file that <see cref="WriteIndexAsync"/> writes.</summary>
    public static long IndexLength(IEnumerable<(int NameLength, long Length)> files, int sliceSize) => Par2Packet.CriticalLength(files, sliceSize);

    /// <summary>The length of a file that <see cref="WriteVolumeAsync"/> writes, given the length of the index.</summary>
    public static long VolumeLength(long indexLength, int sliceSize, int recoverySlices) => indexLength + ((long)recoverySlices * (Par2Packet.RecoveryHeaderLength + sliceSize));

    /// <summary>Writes the file that describes the set and recovers nothing.</summary>
    public static async Task WriteIndexAsync(Par2Set set, string path, CancellationToken cancellationToken)
    {
        await using var file = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0);
        await file.WriteAsync(Par2Packet.Critical(set), cancellationToken);
    }

    /// <summary>Computes recovery slices and writes them, behind a copy of the index.</summary>
    /// <param name="set">The result of <see cref="DescribeAsync"/> for the same files.</param>
    /// <param name="inputs">The files; their contents must not change.</param>
    /// <param name="firstExponent">The exponent of the first recovery slice.</param>
    /// <param name="count">How many; exponents end at 65535.</param>
    /// <param name="path">A file that does not exist yet.</param>
    /// <param name="progress">Receives the number of input bytes processed, counted per band of slices.</param>
    /// <param name="cancellationToken">Leaves an unfinished file.</param>
    public static async Task WriteVolumeAsync(
        Par2Set set, IReadOnlyList<Par2Input> inputs, int firstExponent, int count, string path, IProgress<long>? progress, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(firstExponent);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(firstExponent + count, WordField.Order);
        var byName = inputs.ToDictionary(input => input.Name, input => input.Content, StringComparer.Ordinal);
        using var reader = new SliceReader(set, [.. set.Files.Select(file => byName[file.Name])]);
        var critical = Par2Packet.Critical(set);
        using var target = File.OpenHandle(path, FileMode.CreateNew, FileAccess.Write, FileShare.None, FileOptions.None, VolumeLength(critical.Length, set.SliceSize, count));
        await RandomAccess.WriteAsync(target, critical, 0, cancellationToken);

        var logarithms = WordField.SliceLogarithms(set.SliceCount);
        (int, ushort)[] columns = [.. logarithms.Select((logarithm, slice) => (slice, logarithm))];
        int[] exponents = [.. Enumerable.Range(firstExponent, count)];
        var hashes = exponents.Select(exponent => BeginHash(set.Id, exponent)).ToArray();
        try
        {
            var length = SliceSums.BandLength(set.SliceSize, count);
            using var sums = new WordRows(count, length);
            using var engine = new SliceSums(length);
            for (var offset = 0; offset < set.SliceSize; offset += length)
            {
                var (from, taken) = (offset, Math.Min(length, set.SliceSize - offset));
                sums.Clear();
                await engine.AddAsync(sums, columns, exponents, (slice, buffer) => reader.Read(slice, from, buffer), taken, cancellationToken);
                Parallel.For(0, count, row => WriteBand(target, critical.Length, set.SliceSize, row, from, sums.Row(row), taken, hashes[row]));
                progress?.Report(((long)from + taken) * set.SliceCount);
            }

            for (var row = 0; row < count; row++)
                WriteHeader(target, critical.Length, set, row, exponents[row], hashes[row]);
        }
        finally
        {
            foreach (var hash in hashes)
                hash.Dispose();
        }
    }

    private static Par2File Describe(int sliceSize, Par2Input input, CancellationToken cancellationToken)
    {
        using var whole = IncrementalHash.CreateHash(HashAlgorithmName.MD5);
        using var slice = new SliceHash(sliceSize);
        using var stream = input.Content.OpenFromStart();
        var buffer = new byte[ReadLength];
        var checksums = new List<Par2Checksum>();
        UInt128 head = default;
        long length = 0;
        int read;
        while ((read = stream.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false)) > 0)
        {
            cancellationToken.ThrowIfCancellationRequested();
            whole.AppendData(buffer, 0, read);
            if (length == 0)
                head = Par2Packet.Md5(MD5.HashData(buffer.AsSpan(0, Math.Min(read, Par2File.HeadLength))));
            length += read;
            for (var rest = buffer.AsMemory(0, read); rest.Length > 0;)
            {
                var part = rest[..Math.Min(rest.Length, slice.Left)];
                slice.Append(part.Span);
                rest = rest[part.Length..];
                if (slice.Left == 0)
                    checksums.Add(slice.Finish());
            }
        }

        if (slice.Left < sliceSize)
            checksums.Add(slice.Finish());
        if (length == 0)
            head = Par2Packet.Md5(MD5.HashData([]));
        return Par2File.Of(input.Name, length, Par2Packet.Md5(whole.GetHashAndReset()), head, checksums);
    }

    private static IncrementalHash BeginHash(UInt128 set, int exponent)
    {
        var hash = IncrementalHash.CreateHash(HashAlgorithmName.MD5);
        Span<byte> start = stackalloc byte[Par2Packet.RecoveryHeaderLength];
        Start(start, 0, [], set, exponent);
        hash.AppendData(start[Par2Packet.HashedFrom..]);
        return hash;
    }

    private static void WriteBand(SafeFileHandle target, long first, int sliceSize, int row, int offset, ReadOnlySpan<byte> planes, int length, IncrementalHash hash)
    {
        var words = new byte[length];
        WordPlanes.Join(planes, words);
        hash.AppendData(words);
        RandomAccess.Write(target, words, first + ((long)row * (Par2Packet.RecoveryHeaderLength + sliceSize)) + Par2Packet.RecoveryHeaderLength + offset);
    }

    private static void WriteHeader(SafeFileHandle target, long first, Par2Set set, int row, int exponent, IncrementalHash hash)
    {
        Span<byte> start = stackalloc byte[Par2Packet.RecoveryHeaderLength];
        var length = Par2Packet.RecoveryHeaderLength + set.SliceSize;
        Start(start, length, hash.GetHashAndReset(), set.Id, exponent);
        RandomAccess.Write(target, start, first + ((long)row * length));
    }

    private static void Start(Span<byte> start, long length, ReadOnlySpan<byte> md5, UInt128 set, int exponent)
    {
        Par2Packet.WriteHeader(start, length, md5, set, Par2Packet.RecoveryType);
        BinaryPrimitives.WriteInt32LittleEndian(start[Par2Packet.HeaderLength..], exponent);
    }
}
