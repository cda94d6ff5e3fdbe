using System.Security.Cryptography;
using Archivist.Platform.Problems;
using Archivist.Repository.Stores;

namespace Archivist.Correction.Par2;

/// <summary>Finds out which slices are intact. Slices are looked for at their own offsets only, not at other ones within a file.</summary>
public static class Par2Verifier
{
    private const int ReadLength = 1 << 20;

    /// <summary>Reads all files completely. Unreadable slices count as missing.</summary>
    /// <param name="set">The set that describes them.</param>
    /// <param name="contents">For each file of the set its bytes, or null when it is not there.</param>
    /// <param name="progress">Receives the number of bytes read.</param>
    /// <param name="cancellationToken">Stops.</param>
    public static async Task<Par2Condition> CheckAsync(
        Par2Set set, IReadOnlyList<IReplayableContent?> contents, IProgress<long>? progress, CancellationToken cancellationToken)
    {
        var isWhole = new bool[set.Files.Count];
        var missing = new List<int>[set.Files.Count];
        long done = 0;
        await Parallel.ForEachAsync(Enumerable.Range(0, set.Files.Count), new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount, CancellationToken = cancellationToken }, (index, token) =>
        {
            missing[index] = [];
            isWhole[index] = Check(set, index, contents[index], missing[index], token);
            progress?.Report(Interlocked.Add(ref done, set.Files[index].Length));
            return ValueTask.CompletedTask;
        });
        return new Par2Condition(isWhole, [.. missing.SelectMany(slices => slices)]);
    }

    private static bool Check(Par2Set set, int index, IReplayableContent? content, List<int> missing, CancellationToken cancellationToken)
    {
        var file = set.Files[index];
        var first = set.FirstSlices[index];
        if (content is null)
        {
            missing.AddRange(Enumerable.Range(first, file.Slices.Count));
            return false;
        }

        using var whole = IncrementalHash.CreateHash(HashAlgorithmName.MD5);
        using var slice = new SliceHash(set.SliceSize);
        using var stream = content.OpenFromStart();
        var buffer = new byte[ReadLength];
        for (var i = 0; i < file.Slices.Count; i++)
        {
            var start = (long)i * set.SliceSize;
            var left = Math.Min(set.SliceSize, file.Length - start);
            var isReadable = true;
            while (left > 0)
            {
                cancellationToken.ThrowIfCancellationRequested();
                var part = buffer.AsSpan(0, (int)Math.Min(buffer.Length, left));
                if (isReadable)
                    isReadable = TryRead(stream, start, part);
                whole.AppendData(part);
                slice.Append(part);
                start += part.Length;
                left -= part.Length;
            }

            if (slice.Finish() != file.Slices[i] || !isReadable)
                missing.Add(first + i);
        }

        return content.Length == file.Length && missing.Count == 0 && Par2Packet.Md5(whole.GetHashAndReset()) == file.Md5;
    }

    private static bool TryRead(Stream stream, long start, Span<byte> part)
    {
        try
        {
            SliceReader.ReadAt(stream, start, part);
            return true;
        }
        catch (Exception cause) when (cause is IOException or ArchivistException { Failure: Failure.MediumFailed })
        {
            return false;
        }
    }
}
