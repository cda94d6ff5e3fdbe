using Archivist.Discs.Sets;
using Archivist.Operations.Events;

namespace Archivist.Operations.Measuring;

/// <summary>A front end that keeps to itself what happens: who measures every few seconds would say the same every few seconds. Thread-safe.</summary>
/// <param name="inner">Is asked what must be asked.</param>
internal sealed class QuietEvents(IOperationEvents inner) : IOperationEvents
{
    /// <inheritdoc/>
    public TimeSpan? ProgressPace => null;

    /// <inheritdoc/>
    public void Report(OperationEvent happened)
    {
        // The figures say it.
    }

    /// <inheritdoc/>
    public ValueTask<Answer> AskAsync(Question question, CancellationToken cancellationToken) => inner.AskAsync(question, cancellationToken);

    /// <inheritdoc/>
    public IDiscRequests RequestDiscs(TimeSpan? wait) => inner.RequestDiscs(wait);
}
