namespace Archivist.Platform.Problems;

/// <summary>A failure that the operator can act on. Everything else is a bug and keeps its own type.</summary>
/// <param name="problem">The problem, as data.</param>
/// <param name="cause">The exception behind it, for the log.</param>
public sealed class ArchivistException(Problem problem, Exception? cause = null) : Exception(null, cause)
{
    /// <summary>The problem.</summary>
    public Problem Problem => problem;

    /// <summary>The kind of failure.</summary>
    public Failure Failure => problem.Failure;

    /// <summary>The problem as data, for the log; a message for people comes from a message catalogue.</summary>
    public override string Message => problem.ToString();
}
