using Archivist.Discs.Sets;

namespace Archivist.Operations.Events;

/// <summary>
/// What an operation says and asks while it runs. Each front end has one: a terminal, a page, a recorder in tests. Called from any thread.
/// </summary>
public interface IOperationEvents
{
    /// <summary>The shortest time between two reports of progress that is of use; null when no one looks at progress.</summary>
    TimeSpan? ProgressPace { get; }

    /// <summary>Takes in what happened. Must not throw, and must not block for long.</summary>
    void Report(OperationEvent happened);

    /// <summary>Asks the operator. A front end without an operator refuses with a failure that says how to give the answer in advance.</summary>
    /// <param name="question">What is asked.</param>
    /// <param name="cancellationToken">Stops waiting for the answer.</param>
    ValueTask<Answer> AskAsync(Question question, CancellationToken cancellationToken);

    /// <summary>The way to ask for discs that are not in a drive.</summary>
    /// <param name="wait">How long to wait for each disc; null for as long as an operator is there, and not at all without one.</param>
    IDiscRequests RequestDiscs(TimeSpan? wait);
}
