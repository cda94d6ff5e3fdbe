using Archivist.Platform;
using Archivist.Platform.Kernel;
using Archivist.Platform.Problems;

namespace Archivist.Operations.Events;

/// <summary>The one place where whatever was thrown becomes a failure with a kind, a sentence and a next step.</summary>
public static class Failures
{
    /// <summary>What an operator can do something about.</summary>
    /// <param name="cause">What was thrown.</param>
    /// <param name="isStopped">The operator asked the operation to stop.</param>
    public static ArchivistException Of(Exception cause, bool isStopped) => cause switch
    {
        ArchivistException failure => failure,
        OperationCanceledException when isStopped => new ArchivistException(Failure.Interrupted, "interrupted", cause)
        {
            Hint = "Run the same command again: what was finished is kept.",
        },
        IOException failure => Of(failure),
        UnauthorizedAccessException => new ArchivistException(Failure.Failed, cause.Message, cause) { Hint = "Check the permissions, or run it as a user who has them." },
        OutOfMemoryException or InsufficientExecutionStackException => new ArchivistException(Failure.Failed, "there is not enough memory for this", cause)
        {
            Hint = "Give the process more memory, or do it in smaller parts.",
        },
        AggregateException { InnerExceptions: [var only] } => Of(only, isStopped),
        _ => new ArchivistException(Failure.Bug, DescribeBug(cause), cause) { Hint = "Please report it with this line and the command that you ran." },
    };

    /// <summary>What the operator reads of a failed file operation that no room below could say more about.</summary>
    public static ArchivistException Of(IOException failure) => KernelError.IsNoSpace(failure)
        ? new ArchivistException(Failure.NoSpace, failure.Message, failure) { Hint = "Free some space, then run the same command again." }
        : new ArchivistException(Failure.Failed, failure.Message, failure)
        {
            Hint = KernelError.IsReadOnly(failure) ? "Mount it for writing, or choose another place."
                : KernelError.IsMediumError(failure) ? "Check the disk, its cable and the kernel's log, then run the same command again or use another copy."
                : failure.HResult == KernelError.NotADirectory ? "Choose another place, or move what is there away."
                : null,
        };

    /// <summary>A fault of the program in one line: what it is and where.</summary>
    public static string DescribeBug(Exception? cause) => cause is null
        ? $"this is a bug in archivist {Product.Version}"
        : $"this is a bug in archivist {Product.Version}: {cause.GetType().Name}: {cause.Message.TrimEnd('.')} ({Where(cause)})";

    /// <summary>The innermost methods of our own, which is what a report needs and a person can still read.</summary>
    private static string Where(Exception cause) => string.Join(" < ", (cause.StackTrace ?? "").Split('\n')
        .Select(line => line.Trim()).Where(line => line.StartsWith("at Archivist.", StringComparison.Ordinal))
        .Select(line => line["at Archivist.".Length..].Split('(')[0]).Take(4).DefaultIfEmpty("unknown"));
}
