using Archivist.Messages.English;
using Archivist.Platform.Problems;

namespace Archivist.Benchmarks;

/// <summary>A benchmark cannot run, or its result is wrong. The benchmarks are their own front end, which words these problems where it finds them.</summary>
/// <param name="Kind">The kind of failure; with <see cref="Failure.Usage"/> the usage is printed.</param>
/// <param name="Text">What is wrong, without a final full stop.</param>
/// <param name="Hint">What to do next; null where nothing general can be said.</param>
internal sealed record BenchmarkProblem(Failure Kind, string Text, string? Hint) : Problem(Kind, "benchmark")
{
    /// <summary>The failure to throw.</summary>
    internal static ArchivistException Of(Failure kind, string text, string? hint = null) => new(new BenchmarkProblem(kind, text, hint));

    /// <summary>The words for a problem of the benchmarks or of what they measure.</summary>
    internal static Message Describe(Problem problem) => problem is BenchmarkProblem(_, var text, var hint) ? new Message(text, hint) : EnglishMessages.Instance.Of(problem);
}
