using System.Runtime.InteropServices;
using Archivist.Platform.Problems;

namespace Archivist.Messages.English;

/// <summary>Causes in English.</summary>
public static class CauseText
{
    /// <summary>Ends a sentence: without a final full stop.</summary>
    public static string Of(Cause cause) => cause switch
    {
        Cause.Kernel(var error) => InSentence(Marshal.GetPInvokeErrorMessage(error)),
        Cause.Known(var problem) => EnglishMessages.Instance.Of(problem).Sentence,
        Cause.Detail(var text) => text.TrimEnd('.'),
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    /// <summary>Without the capital that begins a message of the C library.</summary>
    private static string InSentence(string text) => text is [var first, var second, ..] && char.IsAsciiLetterUpper(first) && char.IsAsciiLetterLower(second) ? char.ToLowerInvariant(first) + text[1..] : text;
}
