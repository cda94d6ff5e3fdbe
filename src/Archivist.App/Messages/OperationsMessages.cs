using Archivist.Operations.Problems;
using Archivist.Platform.Problems;

namespace Archivist.App.Messages;

/// <summary>English for the problems of operations.</summary>
internal static class OperationsMessages
{
    /// <summary>Null for a problem of another room.</summary>
    internal static Message? Find(Problem problem) => problem switch
    {
        TargetNotEmpty(var path) => new Message($"{path}: the file exists already, and something is in it", "Choose another file, or allow to overwrite this one."),
        SettingAddressRefused(var setting, var address) => Of(setting, CommandLineMessages.Instance.Of(address)),
        _ => null,
    };

    private static Message Of(string setting, Message address) => address with { Sentence = $"{setting} is refused: {address.Sentence}" };
}
