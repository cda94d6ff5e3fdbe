using Archivist.Platform.FileSystem;
using Archivist.Platform.Problems;

namespace Archivist.Restore.Restoring;

/// <summary>Counts the work of a restore and collects its problems. Thread-safe.</summary>
internal sealed class RestoreTally(IProgress<RestoreTotals>? progress)
{
    private const int MostMissing = 10;

    private readonly List<RestoreProblem> _problems = [];
    private long _files, _filesDone, _bytes, _bytesDone, _setIdsDropped;
    private Tuple<long, long>? _whole;

    internal RestoreTotals Totals => new(
        Interlocked.Read(ref _files), Interlocked.Read(ref _filesDone), Interlocked.Read(ref _bytes), Interlocked.Read(ref _bytesDone))
    {
        Whole = Volatile.Read(ref _whole) is { } whole ? (whole.Item1, whole.Item2) : null,
    };

    /// <summary>Whether progress is reported.</summary>
    internal bool IsWatched => progress is not null;

    /// <summary>Valid only when no work is under way any more.</summary>
    internal IReadOnlyList<RestoreProblem> Problems => _problems;

    internal long Folders { get; set; }

    internal long Others { get; set; }

    internal long Kept { get; set; }

    internal long Deleted { get; set; }

    /// <summary>Entries that came back without their set-id bits, because they have another owner.</summary>
    internal long SetIdsDropped => Interlocked.Read(ref _setIdsDropped);

    internal void CountSetIdDropped() => Interlocked.Increment(ref _setIdsDropped);

    /// <summary>Some of the files that were not whole when the restore ended early.</summary>
    internal IReadOnlyList<string> Missing { get; private set; } = [];

    internal void NoteMissing(IEnumerable<RestoredEntry> entries)
    {
        lock (_problems)
            Missing = [.. Missing.Concat(entries.Take(MostMissing).Select(entry => entry.ToString())).Take(MostMissing)];
    }

    internal void WantFile(long bytes)
    {
        Interlocked.Increment(ref _files);
        Interlocked.Add(ref _bytes, bytes);
    }

    /// <summary>Sets the totals once they are known.</summary>
    internal void Expect(long files, long bytes) => Volatile.Write(ref _whole, Tuple.Create(files, bytes));

    /// <summary>Everything was looked at: what is wanted by now is all there is.</summary>
    internal void ExpectNoMore() => Expect(Interlocked.Read(ref _files), Interlocked.Read(ref _bytes));

    internal void OnFileDone()
    {
        Interlocked.Increment(ref _filesDone);
        Report();
    }

    internal void OnBytes(long bytes)
    {
        Interlocked.Add(ref _bytesDone, bytes);
        Report();
    }

    internal void Report() => progress?.Report(Totals);

    /// <inheritdoc cref="OnProblem(RestoredEntry, Failure, Cause)"/>
    internal void OnProblem(RestoredEntry entry, Problem problem) => OnProblem(entry, problem.Failure, new Cause.Known(problem));

    /// <summary>A file of which content is missing or wrong counts once, and as broken from then on.</summary>
    internal void OnProblem(RestoredEntry entry, Failure failure, Cause cause)
    {
        if (entry.Node.Type is NodeType.File && failure is not Failure.Failed)
        {
            if (entry.IsBroken)
                return;
            entry.IsBroken = true;
            entry.LinkedFrom?.Break(failure);
        }

        Add(entry.ToString(), failure, cause);
    }

    internal void Add(string path, Problem problem) => Add(path, problem.Failure, new Cause.Known(problem));

    internal void Add(string path, Failure failure, Cause cause)
    {
        lock (_problems)
            _problems.Add(new RestoreProblem(path, failure, cause));
    }
}
