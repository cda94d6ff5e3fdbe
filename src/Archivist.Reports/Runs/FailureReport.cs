using Archivist.Platform.Problems;

namespace Archivist.Reports.Runs;

/// <summary>Something that went wrong.</summary>
/// <param name="What">The thing.</param>
/// <param name="Cause">Why.</param>
/// <param name="NextStep">One imperative sentence.</param>
public sealed record FailureReport(string What, string Cause, string NextStep)
{
    /// <summary>A failure in the words of the front end.</summary>
    public static FailureReport Of(RunPart part, Message message) => new(RunWords.Of(part), message.Sentence, message.Hint ?? RunWords.UsualNextStep);
}
