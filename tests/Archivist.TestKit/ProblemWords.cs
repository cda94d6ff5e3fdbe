using Archivist.Messages.English;
using Archivist.Platform.Problems;

namespace Archivist.TestKit;

/// <summary>What an English reader is told of a failure, for tests of the words.</summary>
public static class ProblemWords
{
    /// <summary>The sentence.</summary>
    public static string Sentence(this ArchivistException failure) => EnglishMessages.Instance.Of(failure.Problem).Sentence;

    /// <summary>The general hint.</summary>
    public static string? HintText(this ArchivistException failure) => EnglishMessages.Instance.Of(failure.Problem).Hint;
}
