using Archivist.Operations.Problems;
using Archivist.Platform;
using Archivist.Platform.Kernel;
using Archivist.Platform.Problems;

namespace Archivist.Operations.Events;

/// <summary>The one place where whatever was thrown becomes a problem.</summary>
public static class Failures
{
    /// <summary>What an operator can do something about.</summary>
    /// <param name="cause">What was thrown.</param>
    /// <param name="isStopped">The operator asked the operation to stop.</param>
    public static ArchivistException Of(Exception cause, bool isStopped) => cause switch
    {
        ArchivistException failure => failure,
        OperationCanceledException when isStopped => new ArchivistException(new OperationInterrupted(), cause),
        IOException failure => Of(failure),
        UnauthorizedAccessException => new ArchivistException(new AccessDenied(new Cause.Detail(cause.Message)), cause),
        OutOfMemoryException or InsufficientExecutionStackException => new ArchivistException(new MemoryExhausted(), cause),
        AggregateException { InnerExceptions: [var only] } => Of(only, isStopped),
        _ => new ArchivistException(BugOf(cause), cause),
    };

    /// <summary>A failed file operation that no room below could say more about. The message of the exception is quoted, because it has the path.</summary>
    public static ArchivistException Of(IOException failure) => new(
        new FileOperationFailed(KernelError.IsNoSpace(failure) ? Failure.NoSpace : Failure.Failed, new Cause.Detail(failure.Message), FaultOf(failure)), failure);

    /// <summary>An exception that no part expected.</summary>
    public static BugFound BugOf(Exception cause) => new(Product.Version, cause.GetType().Name, cause.Message, Where(cause));

    private static FileOperationFault FaultOf(IOException failure) => KernelError.IsNoSpace(failure) ? FileOperationFault.NoSpace
        : KernelError.IsReadOnly(failure) ? FileOperationFault.ReadOnly
        : KernelError.IsMediumError(failure) ? FileOperationFault.MediumError
        : failure.HResult == KernelError.NotADirectory ? FileOperationFault.NotADirectory
        : FileOperationFault.Other;

    /// <summary>The innermost methods of our own, which is what a report needs and a person can still read.</summary>
    private static IReadOnlyList<string> Where(Exception cause) =>
    [
        .. (cause.StackTrace ?? "").Split('\n')
            .Select(line => line.Trim()).Where(line => line.StartsWith("at Archivist.", StringComparison.Ordinal))
            .Select(line => line["at Archivist.".Length..].Split('(')[0]).Take(4),
    ];
}
