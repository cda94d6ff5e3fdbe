using Archivist.Platform.Problems;

namespace Archivist.App.Messages;

/// <summary>The command line itself is wrong, or a file that it names. Only this front end knows flags, so it words these problems where it finds them.</summary>
/// <param name="Text">What is wrong, without a final full stop.</param>
/// <param name="Hint">What to type instead.</param>
internal sealed record CommandLineProblem(string Text, string? Hint) : Problem(Failure.Usage, "command line")
{
    /// <summary>The failure to throw.</summary>
    internal static ArchivistException Usage(string text, string? hint = null) => new(new CommandLineProblem(text, hint));

    /// <summary>Null for another problem.</summary>
    internal static Message? Find(Problem problem) => problem is CommandLineProblem(var text, var hint) ? new Message(text, hint) : null;
}
