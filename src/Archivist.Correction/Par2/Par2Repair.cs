using System.Security.Cryptography;
using Archivist.Correction.Fields;
using Archivist.Correction.Par2.Kernels;
using Archivist.Correction.Problems;
using Archivist.Platform.Problems;
using Archivist.Repository.Stores;

namespace Archivist.Correction.Par2;

/// <summary>
/// Reconstructs missing slices. With m missing slices this takes 4 m² bytes of memory for the equations, and a fixed amount besides.
/// </summary>
public static class Par2Repair
{
    /// <summary>Equations for more would take more than half a GiB.</summary>
    public const int MostMissing = 12_000;

    /// <summary>The number of attempts with other recovery slices, because PAR2's equations are, rarely, not solvable.</summary>
    private const int MostTrials = 16;

    private const int CopyLength = 1 << 20;

    /// <summary>
    /// Rewrites every damaged file and compares it with its MD5. More missing slices than recovery slices are <see cref="Failure.DataLoss"/>.
    /// </summary>
    /// <param name="archive">The set and its recovery slices.</param>
    /// <param name="contents">The files as they were checked.</param>
    /// <param name="condition">The result of <see cref="Par2Verifier"/> for them.</param>
    /// <param name="target">Where the file is to be written: not where it is read.</param>
    /// <param name="progress">Receives the number of input bytes processed, counted per band of slices.</param>
    /// <param name="cancellationToken">Leaves unfinished files.</param>
    /// <returns>The files that were written.</returns>
    public static Task<IReadOnlyList<Par2File>> RunAsync(
        Par2Archive archive, IReadOnlyList<IReplayableContent?> contents, Par2Condition condition, Func<Par2File, string> target, IProgress<long>? progress, CancellationToken cancellationToken) =>
        RunAsync(archive, contents, condition, file => Par2Target.OfFile(target(file)), progress, cancellationToken);

    /// <summary>The same, into places that the caller has opened.</summary>
    /// <exception cref="ArchivistException">
    /// <see cref="Failure.DataLoss"/>: too few recovery slices; <see cref="Failure.Failed"/>: more slices are missing than are computed at a time, or their
    /// equations cannot be solved; <see cref="Failure.Tampering"/>: a result does not match its MD5.
    /// </exception>
    public static async Task<IReadOnlyList<Par2File>> RunAsync(
        Par2Archive archive, IReadOnlyList<IReplayableContent?> contents, Par2Condition condition, Func<Par2File, Par2Target> target, IProgress<long>? progress, CancellationToken cancellationToken)
    {
        var set = archive.Set;
        var missing = condition.Missing;
        if (missing.Count > archive.Slices.Count)
            throw new ArchivistException(new Par2TooFewSlices(missing.Count, archive.Slices.Count));
        if (missing.Count > MostMissing)
            throw new ArchivistException(new Par2TooManySlices(missing.Count, MostMissing));
        var files = Enumerable.Range(0, set.Files.Count).Where(index => !condition.Files[index]).ToList();
        var targets = new Dictionary<int, Par2Target>();
        try
        {
            foreach (var index in files)
                targets.Add(index, target(set.Files[index]));
            await CopyAsync(set, contents, condition, targets, cancellationToken);
            if (missing.Count > 0)
                await SolveAsync(archive, contents, missing, targets, progress, cancellationToken);
            foreach (var index in files)
            {
                if (targets[index].IsOwn)
                    RandomAccess.SetLength(targets[index].File, set.Files[index].Length);
                if (await HashAsync(targets[index], set.Files[index].Length, cancellationToken) != set.Files[index].Md5)
                    throw new ArchivistException(new Par2ResultWrong(set.Files[index].Name));
            }
        }
        finally
        {
            foreach (var place in targets.Values.Where(place => place.IsOwn))
                place.File.Dispose();
        }

        return [.. files.Select(index => set.Files[index])];
    }

    /// <summary>Copies the intact slices of damaged files.</summary>
    private static async Task CopyAsync(
        Par2Set set, IReadOnlyList<IReplayableContent?> contents, Par2Condition condition, Dictionary<int, Par2Target> targets, CancellationToken cancellationToken)
    {
        var missing = condition.Missing.ToHashSet();
        var buffer = new byte[CopyLength];
        foreach (var (index, target) in targets)
        {
            if (contents[index] is not { } content)
                continue;
            await using var stream = content.OpenFromStart();
            for (var i = 0; i < set.Files[index].Slices.Count; i++)
            {
                if (missing.Contains(set.FirstSlices[index] + i))
                    continue;
                var start = (long)i * set.SliceSize;
                var end = Math.Min(start + set.SliceSize, set.Files[index].Length);
                for (; start < end; start += buffer.Length)
                {
                    var part = buffer.AsMemory(0, (int)Math.Min(buffer.Length, end - start));
                    stream.Position = start;
                    await stream.ReadExactlyAsync(part, cancellationToken);
                    await RandomAccess.WriteAsync(target.File, part, target.Offset + start, cancellationToken);
                }
            }
        }
    }

    private static async Task SolveAsync(
        Par2Archive archive, IReadOnlyList<IReplayableContent?> contents, IReadOnlyList<int> missing, Dictionary<int, Par2Target> targets, IProgress<long>? progress, CancellationToken cancellationToken)
    {
        var set = archive.Set;
        var logarithms = WordField.SliceLogarithms(set.SliceCount);
        var (recovery, inverse) = await Task.Run(() => ChooseEquations(archive, missing, logarithms, cancellationToken), cancellationToken);
        int[] exponents = [.. recovery.Select(slice => slice.Exponent)];
        var lost = missing.ToHashSet();
        (int, ushort)[] columns = [.. logarithms.Select((logarithm, slice) => (slice, logarithm)).Where(column => !lost.Contains(column.slice))];
        var places = missing.Select(slice => Place(set, slice)).ToList();
        var length = SliceSums.BandLength(set.SliceSize, 2L * missing.Count);
        using var reader = new SliceReader(set, contents);
        using var engine = new SliceSums(length);
        using var sums = new WordRows(missing.Count, length);
        using var results = new WordRows(missing.Count, length);
        var streams = new Dictionary<IReplayableContent, Stream>();
        try
        {
            var words = new byte[length];
            for (var offset = 0; offset < set.SliceSize; offset += length)
            {
                var (from, taken) = (offset, Math.Min(length, set.SliceSize - offset));
                for (var row = 0; row < recovery.Count; row++)
                {
                    if (!streams.TryGetValue(recovery[row].File, out var stream))
                        streams.Add(recovery[row].File, stream = recovery[row].File.OpenFromStart());
                    SliceReader.ReadAt(stream, recovery[row].Offset + from, words.AsSpan(0, taken));
                    WordPlanes.Split(words.AsSpan(0, taken), sums.Row(row));
                }

                await engine.AddAsync(sums, columns, exponents, (slice, buffer) => reader.Read(slice, from, buffer), taken, cancellationToken);
                results.Clear();
                await Task.Run(() => SliceSums.AddProduct(sums, inverse, results, taken, cancellationToken), cancellationToken);
                for (var row = 0; row < missing.Count; row++)
                {
                    var (file, start) = places[row];
                    var wanted = (int)Math.Clamp(set.Files[file].Length - start - from, 0, taken);
                    WordPlanes.Join(results.Row(row), words.AsSpan(0, taken));
                    RandomAccess.Write(targets[file].File, words.AsSpan(0, wanted), targets[file].Offset + start + from);
                }

                progress?.Report(((long)from + taken) * set.SliceCount);
            }
        }
        finally
        {
            foreach (var stream in streams.Values)
                await stream.DisposeAsync();
        }
    }

    /// <summary>True when missing slices can be computed from recovery slices of these exponents.</summary>
    /// <param name="set">The set.</param>
    /// <param name="missing">The numbers of the missing slices.</param>
    /// <param name="exponents">Exponents of the recovery slices that are left, in ascending order.</param>
    /// <param name="cancellationToken">Stops.</param>
    public static bool IsSolvable(Par2Set set, IReadOnlyList<int> missing, IReadOnlyList<int> exponents, CancellationToken cancellationToken) =>
        missing.Count == 0 || (missing.Count <= exponents.Count && FindEquations(exponents, missing, WordField.SliceLogarithms(set.SliceCount), cancellationToken) is not null);

    /// <summary>As many recovery slices as slices are missing, and the inverse of their equations.</summary>
    private static (IReadOnlyList<Par2RecoverySlice> Recovery, ushort[] Inverse) ChooseEquations(
        Par2Archive archive, IReadOnlyList<int> missing, ushort[] logarithms, CancellationToken cancellationToken) =>
        FindEquations([.. archive.Slices.Select(slice => slice.Exponent)], missing, logarithms, cancellationToken) is var (start, inverse)
            ? ([.. archive.Slices.Skip(start).Take(missing.Count)], inverse)
            : throw new ArchivistException(new Par2Unsolvable());

    /// <summary>Neighbouring exponents can always be solved, for their matrix is that of Vandermonde times a diagonal; others are tried.</summary>
    /// <returns>The first of the chosen exponents, which follow each other in the list, and the inverse of their equations; null when there are none.</returns>
    private static (int Start, ushort[] Inverse)? FindEquations(IReadOnlyList<int> exponents, IReadOnlyList<int> missing, ushort[] logarithms, CancellationToken cancellationToken)
    {
        var count = missing.Count;
        var spare = exponents.Count - count;
        var starts = Enumerable.Range(0, spare + 1).OrderByDescending(start => exponents[start + count - 1] - exponents[start] == count - 1).Take(MostTrials);
        using var matrix = new WordRows(count, count * sizeof(ushort));
        foreach (var start in starts)
        {
            matrix.Clear();
            for (var row = 0; row < count; row++)
            {
                for (var column = 0; column < count; column++)
                    WordPlanes.Set(matrix.Row(row), column, WordField.Power((long)logarithms[missing[column]] * exponents[start + row]));
            }

            if (WordMatrix.Invert(matrix, count, cancellationToken) is { } inverse)
                return (start, inverse);
        }

        return null;
    }

    private static (int File, long Start) Place(Par2Set set, int slice)
    {
        var file = set.FirstSlices.Count - 1;
        while (set.FirstSlices[file] > slice || set.Files[file].Slices.Count == 0)
            file--;
        return (file, (long)(slice - set.FirstSlices[file]) * set.SliceSize);
    }

    private static async Task<UInt128> HashAsync(Par2Target target, long length, CancellationToken cancellationToken)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.MD5);
        var buffer = new byte[CopyLength];
        int read;
        for (long at = 0; at < length && (read = await RandomAccess.ReadAsync(target.File, buffer.AsMemory(0, (int)Math.Min(buffer.Length, length - at)), target.Offset + at, cancellationToken)) > 0; at += read)
            hash.AppendData(buffer, 0, read);
        return Par2Packet.Md5(hash.GetHashAndReset());
    }
}
