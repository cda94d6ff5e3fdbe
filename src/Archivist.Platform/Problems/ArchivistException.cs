namespace Archivist.Platform.Problems;

/// <summary>A failure that the operator can act on. Everything else is a bug and keeps its own type.</summary>
public sealed class ArchivistException : Exception
{
    /// <summary>Reports a problem.</summary>
    /// <param name="problem">What went wrong, as data.</param>
    /// <param name="cause">The exception behind it, for the log.</param>
    public ArchivistException(Problem problem, Exception? cause = null)
        : base(null, cause) => Problem = problem;

    /// <summary>Says what thing failed and why, in one sentence without a final full stop.</summary>
    public ArchivistException(Failure failure, string message, Exception? cause = null)
        : base(null, cause) => Problem = new Unclassified(failure, message, null);

    /// <summary>What went wrong.</summary>
    public Problem Problem { get; private init; }

    /// <summary>The kind of failure.</summary>
    public Failure Failure => Problem.Failure;

    /// <summary>The problem as data, for the log; a message for people comes from a message catalogue.</summary>
    public override string Message => Problem is Unclassified plain ? plain.Text : Problem.ToString();

    /// <summary>One imperative sentence: what to do next.</summary>
    public string? Hint
    {
        get => (Problem as Unclassified)?.Hint;
        init => Problem = Problem is Unclassified plain ? plain with { Hint = value } : Problem;
    }
}
