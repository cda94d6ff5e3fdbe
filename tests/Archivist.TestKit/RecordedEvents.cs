using System.Collections.Concurrent;
using Archivist.Discs.Catalogue;
using Archivist.Discs.Problems;
using Archivist.Discs.Sets;
using Archivist.Operations.Events;
using Archivist.Platform.Problems;

namespace Archivist.TestKit;

/// <summary>A front end that writes down what an operation says and gives prepared answers. Thread-safe.</summary>
public sealed class RecordedEvents : IOperationEvents
{
    private readonly ConcurrentQueue<OperationEvent> _events = [];

    /// <summary>What was reported, in order.</summary>
    public IReadOnlyList<OperationEvent> Events => [.. _events];

    /// <summary>All warnings, in order.</summary>
    public IEnumerable<Problem> Warnings => Events.OfType<OperationEvent.Warning>().Select(warning => warning.Problem);

    /// <summary>Answers a question; fails the test by default.</summary>
    public Func<Question, Answer> Answers { get; init; } = question => throw new InvalidOperationException($"no one expected to be asked {question}");

    /// <inheritdoc/>
    public TimeSpan? ProgressPace { get; init; }

    /// <inheritdoc/>
    public void Report(OperationEvent happened) => _events.Enqueue(happened);

    /// <inheritdoc/>
    public ValueTask<Answer> AskAsync(Question question, CancellationToken cancellationToken) => new(Answers(question));

    /// <inheritdoc/>
    public IDiscRequests RequestDiscs(TimeSpan? wait) => new NoDiscs();

    /// <summary>No one is there to change a disc.</summary>
    private sealed class NoDiscs : IDiscRequests
    {
        public ValueTask AskAsync(CataloguedDisc wanted, long bytes, IReadOnlyList<string> drives, CancellationToken cancellationToken) => ValueTask.CompletedTask;

        public ValueTask<bool> WaitAsync(CancellationToken cancellationToken) => new(false);

        public ValueTask NoticeAsync(string drive, DiscTitle found, CancellationToken cancellationToken) => ValueTask.CompletedTask;

        public ValueTask AcceptAsync(DiscTitle found, CancellationToken cancellationToken) => ValueTask.CompletedTask;

        public ValueTask TellAsync(Problem notice, CancellationToken cancellationToken) => ValueTask.CompletedTask;
    }
}
