using System.Runtime.InteropServices;
using Archivist.Platform.Kernel;
using Archivist.Platform.Problems;

namespace Archivist.Messages.German;

/// <summary>Causes in German; the words of foreign tools and of the runtime stay as they are.</summary>
public static class CauseText
{
    /// <summary>Ends a sentence: without a final full stop.</summary>
    public static string Of(Cause cause) => cause switch
    {
        Cause.Kernel(var error) => Of(error),
        Cause.Known(var problem) => GermanMessages.Instance.Of(problem).Sentence,
        Cause.Detail(var text) => text.TrimEnd('.'),
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private static string Of(int error) => error switch
    {
        KernelError.NotPermitted => "Die Operation ist nicht erlaubt",
        KernelError.NotFound => "Datei oder Verzeichnis nicht gefunden",
        KernelError.InputOutput => "Ein-/Ausgabefehler",
        KernelError.AccessDenied => "Keine Berechtigung",
        KernelError.Exists => "Die Datei existiert bereits",
        KernelError.NotADirectory => "Ist kein Verzeichnis",
        KernelError.IsADirectory => "Ist ein Verzeichnis",
        KernelError.NoSpace => "Auf dem Gerät ist kein Speicherplatz mehr verfügbar",
        KernelError.ReadOnlyFileSystem => "Das Dateisystem ist nur lesbar",
        KernelError.QuotaExceeded => "Der zugewiesene Plattenplatz (Quota) ist erschöpft",
        _ => Marshal.GetPInvokeErrorMessage(error),
    };
}
