using Archivist.Platform.Problems;

namespace Archivist.Messages.German;

/// <summary>German for the problems of the platform.</summary>
internal static class PlatformMessages
{
    /// <summary>Null for a problem of another room.</summary>
    internal static Message? Find(Problem problem) => problem switch
    {
        NoSpaceLeft(var path) => new Message($"{path} kann nicht geschrieben werden: Auf dem Gerät ist kein Speicherplatz mehr frei", "Schaffen Sie Platz, oder wählen Sie einen anderen Ort."),
        PathNotWritable(var path, var cause) => new Message($"{path} kann nicht geschrieben werden: {CauseText.Of(cause)}", "Wählen Sie einen anderen Ort."),
        _ => null,
    };
}
