using Archivist.Platform.Problems;

namespace Archivist.Messages.English;

/// <summary>English for the problems of the platform.</summary>
internal static class PlatformMessages
{
    /// <summary>Null for a problem of another room.</summary>
    internal static Message? Find(Problem problem) => problem switch
    {
        Unclassified plain => new Message(plain.Text, plain.Hint),
        NoSpaceLeft(var path) => new Message($"cannot write {path}: no space is left on the device", "Free some space, or choose another place."),
        PathNotWritable(var path, var cause) => new Message($"cannot write {path}: {CauseText.Of(cause)}", "Choose another place."),
        _ => null,
    };
}
