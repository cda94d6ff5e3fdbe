using System.Runtime.InteropServices;
using Archivist.Platform.Problems;

namespace Archivist.Messages.English;

/// <summary>Causes in English.</summary>
public static class CauseText
{
    /// <summary>Ends a sentence: without a final full stop.</summary>
    public static string Of(Cause cause) => cause switch
    {
        Cause.Kernel(var error) => Marshal.GetPInvokeErrorMessage(error),
        Cause.Known(var problem) => EnglishMessages.Instance.Of(problem).Sentence,
        Cause.Detail(var text) => text.TrimEnd('.'),
        _ => throw new System.Diagnostics.UnreachableException(),
    };
}
