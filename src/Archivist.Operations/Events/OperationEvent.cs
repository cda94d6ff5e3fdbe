using Archivist.Platform.Problems;
using Archivist.Replicas.Synchronizing;
using Archivist.Repository.Snapshots;

namespace Archivist.Operations.Events;

/// <summary>One thing that happened during an operation. The private constructor closes the set.</summary>
public abstract record OperationEvent
{
    private OperationEvent()
    {
    }

    /// <summary>What is being done now, for a person who waits.</summary>
    public sealed record Noted(Notice Notice) : OperationEvent;

    /// <summary>How far a piece of work is.</summary>
    /// <param name="Work">Which work.</param>
    /// <param name="Subject">What it is done to, such as the name of a replica; null where the work says it all.</param>
    /// <param name="Done">Units that are done: bytes, or what <paramref name="Work"/> counts.</param>
    /// <param name="Total">Units in all; null when that is not known.</param>
    /// <param name="Count">Files, reads or whatever is counted besides; 0 without any.</param>
    /// <param name="Elapsed">Since the work began.</param>
    public sealed record Progress(Work Work, string? Subject, long Done, long? Total, long Count, TimeSpan Elapsed) : OperationEvent
    {
        /// <summary>Files, reads or whatever is counted besides, in all; null when that is not known.</summary>
        public long? TotalCount { get; init; }

        /// <summary>The speed that a drive reports, in multiples of its medium's single speed; null where none does.</summary>
        public double? Speed { get; init; }
    }

    /// <summary>Something that the operator must know and that does not end the operation.</summary>
    public sealed record Warning(Problem Problem) : OperationEvent
    {
        /// <summary>Repeating it would say nothing new.</summary>
        public bool IsOnce { get; init; }
    }

    /// <summary><c>latest</c>, which goes by date, may not be the last snapshot that was taken.</summary>
    public sealed record LatestIsInDoubt(LatestDoubt Doubt) : OperationEvent;

    /// <summary>A part of the work failed; the rest goes on, and the operation ends with that failure.</summary>
    public sealed record Failed(ArchivistException Failure) : OperationEvent;

    /// <summary>A copy was brought up to date.</summary>
    public sealed record Replicated(string Name, string Location, SynchronizeResult Result, TimeSpan Elapsed) : OperationEvent;
}
