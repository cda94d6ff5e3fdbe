using Archivist.Discs.Problems;
using Archivist.Platform.Problems;

namespace Archivist.Messages.English;

/// <summary>English for the problems of reading worn discs.</summary>
internal static class RescueMessages
{
    /// <summary>Null for another problem.</summary>
    internal static Message? Find(Problem problem) => problem switch
    {
        RescueMapExists(var path) => new Message($"{path}: the map exists already", "Resume with it, or remove it."),
        RescueImageNotWritable(var path, var cause, var resumes) => new Message(
            $"{path}: cannot write the image: {CauseText.Of(cause)}", resumes ? "Begin again instead of resuming." : "Name a file that does not exist yet, or resume an earlier rescue."),
        RescueImageNotRenamed(var path, var working, var cause) => new Message($"{path}: cannot be given its name: {CauseText.Of(cause)}", $"Everything that was read is in {working}."),
        RescueImageNotStored(_, var cause) => new Message($"cannot write the image: {CauseText.Of(cause)}", "Free some space, then resume."),
        RescueMapNotStored(_, var path, var cause) => new Message($"{path}: cannot write the map: {CauseText.Of(cause)}", "Free some space, or name another place for the map."),
        RescueMapNotReadable(var path, var cause) => new Message($"{path}: cannot read the map: {CauseText.Of(cause)}", "Name another map, or begin again."),
        RescueMapInvalid(var place, var cause) => new Message($"{place}: not a valid map of GNU ddrescue: {CauseText.Of(cause)}", "Name the map of this image, or begin again."),
        OtherDiscThanBefore(var source, var different, var compared) => new Message(
            $"{source}: it is another disc than the one that was read before: {different} of {compared} sectors differ", "Name sources of the same disc only, or another output."),
        _ => null,
    };
}
