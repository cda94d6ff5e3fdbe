using Archivist.Operations.Archives;
using Archivist.Operations.Events;
using Archivist.Platform.Problems;

namespace Archivist.Operations;

/// <summary>One thing that Archivist can do, for any front end. Several operations can run at once in one process; one instance runs one request at a time.</summary>
/// <typeparam name="TRequest">What is wanted.</typeparam>
/// <typeparam name="TResult">What came of it.</typeparam>
/// <param name="environment">The clock, the user's surroundings and the words of the front end.</param>
public abstract class Operation<TRequest, TResult>(OperationEnvironment environment)
    where TRequest : OperationRequest
    where TResult : OperationResult
{
    /// <summary>Does it.</summary>
    /// <param name="request">What is wanted.</param>
    /// <param name="events">Hears what happens, and is asked what must be asked.</param>
    /// <param name="cancellationToken">Stops the operation; what was finished is kept.</param>
    /// <exception cref="ArchivistException">The operation could not be done, or the request is wrong (<see cref="Failure.Usage"/>).</exception>
    public async Task<TResult> RunAsync(TRequest request, IOperationEvents events, CancellationToken cancellationToken)
    {
        var context = new OperationContext(events, environment);
        var archive = new Archive(request.Archive, context);
        TResult result;
        try
        {
            result = await RunAsync(request, archive, cancellationToken);
        }
        catch
        {
            // What was finished before stands, and so does its entry.
            await archive.EnterAsync(CancellationToken.None);
            throw;
        }

        if (await archive.ConcludeAsync(cancellationToken) is var concluded and not Failure.None)
            result = result with { Verdict = Severity.Worse(result.Verdict, concluded) };
        // Snapshots that were passed over take nothing from the result but its completeness.
        return result.Verdict is Failure.None && context.IsIncomplete ? result with { Verdict = Failure.SnapshotIncomplete } : result;
    }

    private protected abstract Task<TResult> RunAsync(TRequest request, Archive archive, CancellationToken cancellationToken);
}
