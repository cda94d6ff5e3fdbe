using Archivist.Platform.Problems;

namespace Archivist.TestKit;

/// <summary>A problem that only tests have. No message catalogue has words for it.</summary>
public sealed record TestProblem(Failure Failure, string Subject) : Problem(Failure, Subject)
{
    /// <summary>The failure to throw.</summary>
    public static ArchivistException Of(Failure failure, string subject, Exception? cause = null) => new(new TestProblem(failure, subject), cause);
}
