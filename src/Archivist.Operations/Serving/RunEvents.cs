using Archivist.Discs.Sets;
using Archivist.Operations.Events;

namespace Archivist.Operations.Serving;

/// <summary>Passes on what a run reports, and its steps as progress of the job. Thread-safe.</summary>
/// <param name="inner">Where it goes.</param>
/// <param name="progress">Receives each step.</param>
internal sealed class RunEvents(IOperationEvents inner, IProgress<JobProgress> progress) : IOperationEvents
{
    /// <inheritdoc/>
    public TimeSpan? ProgressPace => null;

    /// <inheritdoc/>
    public void Report(OperationEvent happened)
    {
        if (happened is OperationEvent.Noted(Notice.StepBegun(_, var step)))
            progress.Report(new JobProgress(0, step));
        inner.Report(happened);
    }

    /// <inheritdoc/>
    public ValueTask<Answer> AskAsync(Question question, CancellationToken cancellationToken) => inner.AskAsync(question, cancellationToken);

    /// <inheritdoc/>
    public IDiscRequests RequestDiscs(TimeSpan? wait) => inner.RequestDiscs(wait ?? TimeSpan.Zero);
}
