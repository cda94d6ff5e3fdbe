namespace Archivist.Platform.Problems;

/// <summary>A failure that the operator can act on. Everything else is a bug and keeps its own type.</summary>
public sealed class ArchivistException : Exception
{
    /// <summary>Says what thing failed and why, in one sentence without a final full stop.</summary>
    public ArchivistException(Failure failure, string message, Exception? cause = null)
        : base(message, cause) => Failure = failure;

    /// <summary>The kind, which is also the exit code.</summary>
    public Failure Failure { get; }

    /// <summary>One imperative sentence: what to do next.</summary>
    public string? Hint { get; init; }
}
